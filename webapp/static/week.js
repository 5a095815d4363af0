/* What the page of a week does beside app.js. Everything works without it. */
(() => {
  "use strict";

  // Away all day means no hours; back at work, the hours come back: those of before, or the usual.
  document.addEventListener("change", (event) => {
    const days = event.target.matches(".day [data-col=absence]") && event.target.closest("[data-away]");
    if (!days) return;
    const away = days.dataset.away.split(" ").includes(event.target.value);
    const fields = [...event.target.closest(".day").querySelectorAll("[inputmode=decimal]")];
    const worked = fields.some((field) => field.value);
    for (const field of fields) {
      if (away && field.value) field.dataset.before = field.value;
      if (away) field.value = "";
      else if (!worked) field.value = field.dataset.before ?? field.dataset.usual ?? "";
    }
    // Who came late has fewer hours. Whoever walks through the list with the keys stays in it.
    if (event.target.value === "late" && !walking) fields[0]?.focus();
  }, true);
  let walking = false;
  document.addEventListener("keydown", ({ target, key }) => {
    if (target.matches?.(".day select[data-col]")) walking = key.startsWith("Arrow");
  }, true);
  document.addEventListener("pointerdown", () => (walking = false), true);

  // No hours at all is one press while the week is as planned. Once it is changed, that is folded away.
  const fold = () => {
    const buttons = document.querySelector("[data-untouched]");
    if (!buttons) return;
    buttons.open = false;
    delete buttons.dataset.untouched;
  };
  for (const name of ["input", "change"]) {
    document.addEventListener(name, ({ target }) => target.closest?.("#week-form .day") && fold(), true);
  }

  // Hours that can be read in two ways: beside the question stand both, each one press.
  const offer = (field, wrong) => {
    for (const spelling of hours.spellings(field.value)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary";
      button.textContent = spelling;
      button.addEventListener("click", () => {
        field.value = spelling;
        wrong.remove();
        for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
        field.focus();
      });
      wrong.append(button);
    }
  };
  const hourFields = () => document.querySelectorAll(".day [inputmode=decimal]");
  const errorOf = (field) => document.getElementById(`${field.id}-error`);
  for (const field of hourFields()) if (errorOf(field)) offer(field, errorOf(field));
  // Hours that cannot be read are marked at once: the answer says which.
  const markWrong = () => {
    for (const field of hourFields()) {
      const wrong = errorOf(field);
      if (wrong) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", wrong.id);
        if (!wrong.querySelector("button")) offer(field, wrong);
      } else {
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
    }
    const left = document.querySelector("main :is(.form-error, .wrong .form-error-message)");
    if (!left) document.getElementById("problems")?.remove();
  };
  document.addEventListener("htmx:partialAfterSwap", markWrong);

  // A second press on the answer that is chosen takes it back.
  let chosen = null;
  const remember = (radio) => {
    const none = radio?.closest(".chips")?.parentElement.querySelector(`[data-none][name="${radio.name}"]`);
    chosen = none && radio.checked ? radio : null;
  };
  document.addEventListener("pointerdown", ({ target }) => {
    const radio = target.closest?.("label")?.control ?? target;
    remember(radio.matches?.("[type=radio]") ? radio : null);
  }, true);
  const takeBack = () => {
    const none = document.querySelector(`[data-none][name="${chosen.name}"]`);
    chosen = null;
    none.checked = true;
    none.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("click", ({ target }) => target === chosen && takeBack());
  document.addEventListener("keydown", (event) => { // on what is chosen Space is no click
    remember(event.key === " " && event.target.matches?.("[type=radio]") ? event.target : null);
    if (!chosen) return;
    event.preventDefault();
    takeBack();
  }, true);

  const asHours = (minutes) => (minutes ? hours.show(minutes, document.documentElement.lang) : "");
  // Whole minutes in proportion to `weights`; what is left over goes to those who lack most.
  const spread = (total, weights) => {
    const whole = weights.reduce((sum, each) => sum + each, 0);
    if (!whole) return weights.map((_each, number) => (number ? 0 : total));
    const shares = weights.map((each) => Math.floor((total * each) / whole));
    const lacking = weights.map((each, number) => [(total * each) % whole, number]);
    lacking.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    const left = total - shares.reduce((sum, each) => sum + each, 0);
    for (const [, number] of lacking.slice(0, left)) shares[number] += 1;
    return shares;
  };
  // A day's hours and its parts follow each other. The server reckons in the same way.
  document.addEventListener("input", ({ target }) => {
    const kind = target.dataset?.total ?? target.dataset?.share;
    const day = kind && target.closest(".day");
    const parts = day ? [...day.querySelectorAll(`[data-share="${kind}"]`)] : [];
    if (!parts.length) return;
    const minutes = parts.map((part) => hours.parse(part.value));
    if (target.dataset.share) {
      const sum = minutes.reduce((all, each) => all + each, 0);
      if (sum <= 24 * 60) day.querySelector(`[data-total="${kind}"]`).value = asHours(sum);
      return;
    }
    const total = hours.parse(target.value);
    if (!(total <= 24 * 60)) return;
    const before = parts.map((part) => hours.parse(part.dataset.before ?? ""));
    const weights = parts.map((part) => +part.dataset.weight);
    const known = [minutes, before].find((each) => each.some((one) => one > 0)) ?? weights;
    const shares = spread(total, known.map((each) => each || 0));
    parts.forEach((part, number) => {
      if (minutes[number]) part.dataset.before = part.value;
      part.value = asHours(shares[number]);
    });
  }, true);

  // A week is a grid: Enter and the arrows go from field to field, past days that are folded away.
  const columns = (grid) => [...grid.querySelectorAll(".day:not(.head)")]
    .map((day) => [...day.querySelectorAll("[data-col]")])
    .filter((fields) => fields.some((field) => field.checkVisibility()));
  const atTheEnd = (field, forward) => {
    if (field.selectionStart === null || field.tagName === "SELECT") return true;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    return whole || field.selectionStart === (forward ? field.value.length : 0);
  };
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-grid] [data-col]");
    const step = STEPS[event.key];
    if (!field || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [down, right] = step;
    if (field.tagName === "SELECT" && down && event.key !== "Enter") return; // it chooses
    if (right && !atTheEnd(field, right > 0)) return;
    const rows = columns(field.closest("[data-grid]"));
    const row = rows.findIndex((fields) => fields.includes(field));
    const there = rows[row + down]?.[rows[row].indexOf(field) + right];
    const last = !rows[row + down] && event.key === "Enter" && field.tagName !== "SELECT";
    if (last) {
      event.preventDefault();
      field.form.querySelector(".send button")?.focus();
    }
    if (!there) return; // from the list of the last day Enter goes on as everywhere
    event.preventDefault();
    there.focus();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.("[data-grid] [inputmode=decimal]")) target.select();
  });

  // What somebody else has changed is put in, but never where one is writing. There the form goes on
  // as it was filled, and says so to the server: what it was filled from stays as well.
  const asSent = new Map();
  let filledFrom = {};
  const texts = (form) => {
    const found = new Map();
    for (const [name, text] of new FormData(form)) found.set(name, text);
    return found;
  };
  const read = (field) => {
    try {
      return JSON.parse(field.value);
    } catch {
      return {};
    }
  };
  const isWritten = (place) => {
    const form = place.closest("[data-saves]");
    const before = asSent.get(form);
    if (!form || !before || place.contains(document.activeElement)) return Boolean(form);
    const now = texts(form);
    return [...place.querySelectorAll("[name]")].some(({ name }) => before.get(name) !== now.get(name));
  };
  document.addEventListener("htmx:configRequest", ({ target }) => {
    if (target.matches("form[data-saves]")) asSent.set(target, texts(target));
  });
  document.addEventListener("htmx:partialBeforeSwap", (event) => {
    const place = event.target;
    if (place.isEqualNode(event.detail.fragment.firstElementChild)) {
      event.detail.shouldSwap = false; // nothing is new: whoever presses there is not disturbed
      return;
    }
    const base = place.querySelector("[name=base]");
    if (base) filledFrom = read(base);
    if (!place.querySelector("input:not([type=hidden]), select, textarea") || !isWritten(place)) return;
    event.detail.shouldSwap = false;
    const field = place.closest("form").elements.base;
    const anew = read(field);
    for (const name of (field.dataset.taken ?? "").split(" ")) {
      if (!name.startsWith(`${place.id}.`)) continue;
      if (name in filledFrom) anew[name] = filledFrom[name];
      else delete anew[name];
    }
    field.value = JSON.stringify(anew);
  });
})();
