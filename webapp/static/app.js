/* What a page does beside htmx. Everything works without it. */
(() => {
  "use strict";
  const RETRY = 5000; // milliseconds until what could not be kept is tried again
  const PATIENCE = 10000; // milliseconds after which a form may be sent once more
  const OUT = [400, 401]; // without a session: what is sent comes back, to be sent once more
  const lost = () => document.getElementById("lost");

  // A request that fails says so; what was typed stays where it is, and is tried again.
  const tell = (why) => {
    const box = lost();
    if (!box) return;
    box.textContent = box.dataset[why];
    box.hidden = false;
  };
  const unkept = new Set();
  const retry = () => {
    for (const form of unkept) form.dispatchEvent(new Event("change", { bubbles: true }));
    unkept.clear();
  };
  const failed = (event, why) => {
    tell(why);
    const form = event.target.closest?.("[data-saves]");
    if (!form || why === "out") return;
    unkept.add(form);
    setTimeout(retry, RETRY);
  };
  document.addEventListener("htmx:sendError", (event) => failed(event, "lost"));
  document.addEventListener("htmx:timeout", (event) => failed(event, "lost"));
  document.addEventListener("htmx:responseError", (event) => {
    failed(event, OUT.includes(event.detail.xhr.status) ? "out" : "busy");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && lost()) lost().hidden = true;
  });
  addEventListener("online", retry);

  // Enter in a field goes on to the next one; a form is sent by its button.
  // However often that is pressed, a form is sent once. While it is just being kept, it waits for
  // the answer first: otherwise the two would meet at the server, and one of them be told that
  // somebody else was quicker. It stays where it is when nobody answered.
  const moveOn = (form) => {
    const fields = [...form.querySelectorAll("input, select, textarea, button")]
      .filter((field) => field.tabIndex >= 0 && field.checkVisibility());
    fields[fields.indexOf(document.activeElement) + 1]?.focus();
  };
  const sent = new Set();
  let forgiven = 0;
  const send = (form) => {
    sent.add(form);
    clearTimeout(forgiven);
    forgiven = setTimeout(() => sent.clear(), PATIENCE);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const byEnter = event.submitter?.matches(".enter");
    if (sent.has(form) || byEnter) {
      event.preventDefault();
      if (byEnter) moveOn(form);
      return;
    }
    // The address may have changed since the page came: a new draft has one of its own.
    if (form.elements.back) form.elements.back.value = location.pathname + location.search;
    if (unkept.has(form)) retry();
    send(form);
    if (!form.matches("[data-saves].htmx-request")) return;
    event.preventDefault();
    const button = event.submitter;
    const answered = (answer) => {
      if (answer.target !== form) return;
      form.removeEventListener("htmx:afterRequest", answered);
      const { status } = answer.detail.xhr; // 0: nobody answered
      setTimeout(() => {
        sent.delete(form);
        if (status && status < 500) form.requestSubmit(button);
      });
    };
    form.addEventListener("htmx:afterRequest", answered);
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sent.has(event.target.closest?.("form"))) event.preventDefault();
  });
  addEventListener("pageshow", () => sent.clear());

  // Keeping is never sending: htmx adds the button that was touched last, and that may be "send".
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.matches("[data-saves]")) event.detail.parameters.do = "save";
  });

  // After a list of rows was swapped, the writing goes on in the new one.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target?.matches?.("#activities, #plan")) return;
    const list = document.getElementById(event.detail.target.id);
    const rows = list?.querySelectorAll(".activity, .part") ?? [];
    const row = list?.querySelector("[data-new]") ?? rows[rows.length - 1];
    row?.querySelector("input:not([type=hidden])")?.focus();
    // What was added or taken out counts at once: it is kept, and the sums follow.
    list?.closest("[data-saves]")?.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Away all day means no hours; back at work, the hours come back.
  document.addEventListener("change", (event) => {
    const days = event.target.matches(".day select") && event.target.closest("[data-away]");
    if (!days) return;
    const away = days.dataset.away.split(" ").includes(event.target.value);
    for (const hours of event.target.closest(".day").querySelectorAll("[inputmode=decimal]")) {
      if (away && hours.value) hours.dataset.before = hours.value;
      if (away) hours.value = "";
      else if (!hours.value) hours.value = hours.dataset.before ?? "";
    }
  }, true);

  // What was marked as wrong is no longer marked once it is being mended.
  document.addEventListener("input", (event) => {
    const group = event.target.closest?.(".form-error");
    if (!group) return;
    group.classList.remove("form-error");
    group.querySelector(".form-error-message")?.remove();
    event.target.removeAttribute("aria-invalid");
    if (!document.querySelector("main .form-error")) document.getElementById("problems")?.remove();
  });

  // A link to something folded away unfolds it.
  const named = document.getElementById(location.hash.slice(1));
  if (named?.matches("details")) named.open = true;

  // What is wrong is read first, also by those who listen to the page.
  document.getElementById("problems")?.focus();
})();
