/* What is typed into plain forms stays in this tab until it was accepted: a dead line, Back, another
   language or a refusal loses nothing. Forms that keep themselves on the server are left alone. */
(() => {
  "use strict";
  const PREFIX = "typed ";
  const SENT = "sent"; // the key of the form whose answer is awaited
  const LIVES = 24 * 3600 * 1000; // milliseconds
  const NEVER = "[type=hidden], [type=file], [autocomplete=one-time-code]";
  const OTHERS = "[data-saves], .top form, .again, [action^='/sign-in']";
  const texts = document.getElementById("lost")?.dataset ?? {};

  const isPlain = (form) =>
    form?.method === "post" && !form.matches(OTHERS) && fields(form).length > 0;
  const fields = (form) => [...form.elements].filter(
    (field) => field.name && field.matches("input, select, textarea") && !field.matches(NEVER));
  // The same form, opened by the same person for the same company.
  const whose = document.querySelector("main form [name=whose]")?.value ?? "";
  const keyOf = (form) => `${PREFIX}${whose} ${new URL(form.action).pathname}`;
  const wasGiven = (field) => {
    if (field.matches("[type=radio], [type=checkbox]")) return field.defaultChecked;
    if (field.matches("select")) return Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return field.defaultValue;
  };
  const isNow = (field) => {
    if (field.matches("[type=radio], [type=checkbox]")) return field.checked;
    return field.matches("select") ? field.selectedIndex : field.value;
  };
  const write = (field, value) => {
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = value;
    else if (field.matches("select")) field.selectedIndex = value;
    else field.value = value;
  };
  // Of two fields of one name, as radio buttons are, the value tells which.
  const nameOf = (field) => (field.matches("[type=radio], [type=checkbox]") ? `${field.name}=${field.value}` : field.name);

  const stored = (form) => JSON.parse(sessionStorage.getItem(keyOf(form)) ?? '{"at":0,"rows":[]}');
  // A form that came back refused was given what was typed: then what stood there before counts.
  const keep = (form) => {
    const given = new Map(stored(form).rows);
    const first = (field) => (given.has(nameOf(field)) ? given.get(nameOf(field)) : wasGiven(field));
    const rows = fields(form).map((field) => [nameOf(field), first(field), isNow(field)])
      .filter(([, before, now]) => before !== now);
    if (rows.length) sessionStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), rows }));
    else sessionStorage.removeItem(keyOf(form));
  };
  // Only where the page gives the field as it did then: what was changed meanwhile is looked at anew.
  const putBack = (form) => {
    const { at, rows } = stored(form);
    if (Date.now() - at > LIVES) return;
    const byName = new Map(fields(form).map((field) => [nameOf(field), field]));
    const fitting = rows.filter(([name, given]) => byName.has(name) && wasGiven(byName.get(name)) === given);
    for (const [name, , value] of fitting) write(byName.get(name), value);
    if (fitting.length) say(form);
  };
  const say = (form) => {
    const note = document.createElement("p");
    const clear = document.createElement("button");
    note.className = "put-back";
    note.setAttribute("role", "status");
    note.textContent = `${texts.putback} `;
    clear.type = "button";
    clear.className = "quiet";
    clear.textContent = texts.clear;
    clear.addEventListener("click", () => {
      sessionStorage.removeItem(keyOf(form));
      form.reset();
      note.remove();
    });
    note.append(clear);
    fields(form)[0].closest("details")?.setAttribute("open", "");
    form.prepend(note);
  };

  // Somebody else at this computer, or for another company, finds nothing.
  for (const key of Object.keys(sessionStorage)) {
    if (whose && key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${whose} `)) sessionStorage.removeItem(key);
  }
  // Accepted is what was answered with a page that neither refuses nor asks. Whoever goes back from the
  // browser's own page, on which nobody answered, or types an address there, has no answer before them.
  const sent = sessionStorage.getItem(SENT);
  const refusal = document.querySelector("#problems, #problem, form.again, main .form-error, main .alert-warning");
  const [{ type: came } = {}] = performance.getEntriesByType("navigation");
  const answered = came === "navigate" && document.referrer;
  if (sent && answered && !refusal) sessionStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => isPlain(target.form) && keep(target.form));
  }
  document.addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented) return;
    if (target.matches("[action$='/sign-in/out']")) sessionStorage.clear();
    else if (isPlain(target)) sessionStorage.setItem(SENT, keyOf(target));
    else if (target.matches(".again") && sent) sessionStorage.setItem(SENT, sent);
  });
  for (const form of document.forms) if (isPlain(form) && !form.querySelector(".form-error")) putBack(form);
})();
