/* What a page does beside htmx. Everything works without it. */
(() => {
  "use strict";
  const RETRY = 5000; // milliseconds until what could not be kept is tried again
  const PATIENCE = 10000; // milliseconds after which a form may be sent once more
  const SLOW = 400; // milliseconds after which a press is said to be on its way
  const MOST = 5; // times that photos are sent again: they are large
  const OUT = [400, 401]; // without a session: what is sent comes back, to be sent once more
  const lost = () => document.getElementById("lost");

  // A request that fails says so; what was typed stays where it is, and is tried again.
  // A form may have its own words for it, and a link to what became of it.
  const tell = (why, form) => {
    const box = lost();
    if (!box) return;
    box.textContent = form?.dataset[why] ?? box.dataset[why];
    if (why !== "back") for (const kept of document.querySelectorAll(".kept")) kept.replaceChildren();
    if (why === "moved" && form?.dataset.elsewhere) {
      const link = document.createElement("a");
      link.href = form.action;
      link.textContent = form.dataset.elsewhere;
      box.append(" ", link);
    }
    box.hidden = false;
  };
  // A form that was to be sent while there was no connection. It is kept once there is one, but sent
  // only by its button: who has waited may have thought of something else.
  let unsent = null;
  const isSend = (button) => button?.matches("[value=send], [value^=none-]");
  const notSent = (form) => {
    unsent = form;
    tell("unsent", form);
  };
  const unkept = new Set();
  const unsaved = new Set(); // forms in which something was typed that is not on its way yet
  const gone = new Set(); // nothing more is kept of these: what they are about is not there any more
  const tries = new Map();
  const retry = () => {
    for (const form of unkept) form.dispatchEvent(new Event("change", { bubbles: true }));
    unkept.clear();
  };
  const failed = (event, why) => {
    const form = event.target.closest?.("[data-saves]");
    if (why === "lost" && (unsent || !form)) tell("unsent", unsent);
    else tell(why);
    if (!form || why === "out") return;
    if (form.type === "file") {
      tries.set(form, (tries.get(form) ?? 0) + 1);
      if (tries.get(form) > MOST) return;
    }
    unkept.add(form);
    setTimeout(retry, RETRY);
  };
  document.addEventListener("htmx:sendError", (event) => failed(event, "lost"));
  document.addEventListener("htmx:timeout", (event) => failed(event, "lost"));
  // Thrown away or sent in another window: trying again would not help. Rows are changed in the name
  // of the form's first button; what else stands in a form, as photos do, says nothing about it.
  const keeper = (source) => (source.matches(".enter") ? source.form : source.matches("[data-saves]") && source);
  const ended = (source, why) => {
    tell(why, keeper(source));
    gone.add(keeper(source));
    unkept.delete(keeper(source));
  };
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status === 404 && keeper(event.target)) ended(event.target, "gone");
    else if (status === 429) tell("often"); // trying again at once would be too often as well
    else failed(event, OUT.includes(status) ? "out" : "busy");
  });
  // A refusal is a page of its own. A draft that somebody else changed is answered with pieces.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status !== 409 || !xhr.responseText.includes('id="problem"')) return;
    if (!keeper(requestConfig.elt)) return;
    event.detail.shouldSwap = false;
    ended(requestConfig.elt, "moved");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    tries.delete(event.target);
    if (!lost() || gone.size) return;
    if (unsent) tell("back", unsent);
    else lost().hidden = true;
  });
  // Photos that somebody chooses are new ones.
  document.addEventListener("change", (event) => event.isTrusted && tries.delete(event.target), true);
  addEventListener("online", () => {
    if (unsent) tell("back", unsent);
    retry();
  });

  // Two quick presses on one place mean one thing. Where the first has put something else there, on
  // this page or the one that came, the second is let go: it was never meant for that.
  const TWICE = 700; // milliseconds
  const NEAR = 24; // pixels
  const PRESSED = "pressed";
  const remember = (press) => {
    try {
      sessionStorage.setItem(PRESSED, JSON.stringify(press));
    } catch {} // a browser that keeps nothing: this page knows all the same
  };
  const remembered = () => {
    try {
      return JSON.parse(sessionStorage.getItem(PRESSED));
    } catch {
      return null;
    }
  };
  let pressed = { ...remembered(), what: null };
  // Across pages only what changes something: who goes from page to page may be quick.
  const meant = (target) => {
    const what = target.closest?.(pressed.what ? "a[href], button, summary, label, input" : "button");
    return what?.control ?? what;
  };
  const isNear = ({ clientX, clientY }) =>
    Math.abs(clientX - pressed.x) <= NEAR && Math.abs(clientY - pressed.y) <= NEAR;
  // Whoever has moved or scrolled away since, and came back, means what is there now.
  const forget = () => {
    pressed = { what: null };
  };
  addEventListener("pointermove", (event) => isNear(event) || forget(), { passive: true });
  for (const scrolls of ["wheel", "touchmove"]) addEventListener(scrolls, forget, { passive: true });
  document.addEventListener("click", (event) => {
    if (!event.isTrusted || !event.detail) return; // by the keyboard, or by a script
    const what = meant(event.target);
    const now = Date.now();
    const { clientX: x, clientY: y } = event;
    if (what && now - pressed.at < TWICE && isNear(event) && what !== pressed.what) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    pressed = { x, y, at: now, what: what ?? pressed.what };
    remember({ x, y, at: now });
  }, true);

  // Enter in a field goes on to the next one; a form is sent by its button.
  // However often that is pressed, a form is sent once. While it is just being kept, it waits for
  // the answer first: otherwise the two would meet at the server, and one of them be told that
  // somebody else was quicker. It stays where it is when nobody answered.
  const moveOn = (form) => {
    const here = document.activeElement;
    const alike = (field) => field !== here && field.type === "radio" && field.name === here.name;
    const fields = [...form.querySelectorAll("input, select, textarea, button")]
      .filter((field) => field.tabIndex >= 0 && field.checkVisibility() && !alike(field));
    const next = fields[fields.indexOf(here) + 1];
    const chosen = next?.type === "radio" && form.querySelector(`[name="${next.name}"]:checked`);
    (chosen?.checkVisibility?.() ? chosen : next)?.focus();
  };
  // Buttons that change the rows of a form go with the rows that are swapped. So they are pressed in
  // the name of the form's first button, which stays, and one after the other: no quick press is
  // lost. After one that renumbers the rows the next one would mean another row: it has to wait.
  // Until the new rows are there nobody writes in the old ones: it would be gone with them.
  const renumbers = (button) => !/^(example|suggest)-/.test(button.value);
  const changing = new Set();
  let changed = Promise.resolve();
  const changeRows = (form, button) => {
    if ([...changing].some(renumbers)) return;
    changing.add(button);
    const source = form.querySelector(".enter");
    const values = { [button.name]: button.value };
    const target = button.dataset.rows;
    const rest = (resting) => document.querySelector(target)?.toggleAttribute("inert", resting);
    changed = changed
      .then(() => {
        rest(true); // found when it is its turn: it was swapped meanwhile
        return htmx.ajax("POST", form.action, { source, target, swap: "outerHTML", values });
      })
      .catch(() => {}) // that it failed is said above
      .finally(() => {
        rest(false);
        changing.delete(button);
      });
  };
  const sent = new Set();
  let forgiven = 0;
  const send = (form) => {
    sent.add(form);
    clearTimeout(forgiven);
    forgiven = setTimeout(() => {
      sent.clear();
      sayAsBefore();
    }, PATIENCE);
  };
  // A button whose press takes its time says so, and keeps its place.
  let sayAsBefore = () => {};
  const sayOnTheWay = (button) => {
    sayAsBefore();
    // A file comes without a new page: nothing would end what the button says.
    if (!button?.matches(".button") || button.form.elements.export_id) return;
    const words = [...button.childNodes];
    const slow = setTimeout(() => {
      button.style.minWidth = `${button.offsetWidth}px`;
      button.replaceChildren(lost()?.dataset.sending ?? "…");
      button.setAttribute("aria-busy", "true");
    }, SLOW);
    sayAsBefore = () => {
      clearTimeout(slow);
      button.replaceChildren(...words);
      button.removeAttribute("aria-busy");
      sayAsBefore = () => {};
    };
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const byEnter = event.submitter?.matches(".enter");
    if (sent.has(form) || byEnter) {
      event.preventDefault();
      if (byEnter) moveOn(form);
      return;
    }
    if (event.submitter?.dataset.rows) {
      event.preventDefault();
      changeRows(form, event.submitter);
      return;
    }
    if (form.method === "post" && !navigator.onLine) {
      event.preventDefault();
      const saves = form.matches("[data-saves]");
      if (saves) unkept.add(form);
      if (!saves || isSend(event.submitter)) notSent(form);
      else tell("lost");
      return;
    }
    unsent = null;
    // The address may have changed since the page came: a new draft has one of its own.
    if (form.elements.back) form.elements.back.value = location.pathname + location.search;
    if (unkept.has(form)) retry();
    if (!form.matches(".top form")) unsaved.clear(); // what is thrown away is not kept once more
    send(form);
    sayOnTheWay(event.submitter);
    if (!form.matches("[data-saves].htmx-request")) return;
    event.preventDefault();
    const button = event.submitter;
    const answered = (answer) => {
      if (answer.target !== form) return;
      form.removeEventListener("htmx:afterRequest", answered);
      const { status } = answer.detail.xhr; // 0: nobody answered
      setTimeout(() => {
        sent.delete(form);
        sayAsBefore();
        if (!status && form.dataset.unsent && isSend(button)) notSent(form);
        if (!status || status >= 500) return;
        unkept.delete(form); // the server answered: what it says to the whole form is its last word
        // The answer may have brought the button anew, or taken away what it was about.
        const pressed = button?.isConnected ? button : document.getElementById(button?.id);
        if (pressed || !button) form.requestSubmit(pressed);
      });
    };
    form.addEventListener("htmx:afterRequest", answered);
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const source = event.target;
    if (sent.has(source.closest?.("form")) || gone.has(keeper(source))) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    sent.clear();
    sayAsBefore();
  });
  document.addEventListener("htmx:afterRequest", () => sayAsBefore());

  // Whoever leaves within a second of the last word, or while it is on its way, loses nothing.
  document.addEventListener("input", ({ target }) => {
    if (target.form?.matches("[data-saves]")) unsaved.add(target.form);
  });
  document.addEventListener("htmx:configRequest", ({ target }) => unsaved.delete(target));
  addEventListener("pagehide", () => {
    const onTheWay = document.querySelectorAll("form[data-saves].htmx-request");
    for (const form of new Set([...unsaved, ...onTheWay])) {
      if (sent.has(form) || gone.has(form)) continue;
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      body.set("do", "save");
      fetch(form.action, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => {});
    }
    unsaved.clear();
  });

  // Keeping is never sending: htmx adds the button that was touched last, and that may be "send".
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.matches("[data-saves]")) event.detail.parameters.do = "save";
  });

  // An example that is among the rows already says so.
  const markOffers = () => {
    const rows = [...document.querySelectorAll('.activity [name$="-example"]')];
    const there = new Set(rows.map((row) => `offer-${row.value}`));
    for (const offer of document.querySelectorAll(".offer")) {
      offer.toggleAttribute("data-added", there.has(offer.id));
    }
  };

  // After a list of rows was swapped, the writing goes on in the new one.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target?.matches?.("#activities, #plan")) return;
    const list = document.getElementById(event.detail.target.id);
    const rows = list?.querySelectorAll(".activity, .part") ?? [];
    const row = list?.querySelector("[data-new]") ?? rows[rows.length - 1];
    // A tapped example needs no typing: the next one may be tapped, and no keyboard comes up.
    const pressed = event.detail.requestConfig?.parameters?.do ?? "";
    // Words that were taken over from an example are looked at where they stand.
    const first = pressed.startsWith("suggest-") ? "textarea" : "input:not([type=hidden])";
    const fields = [...(row?.querySelectorAll(first) ?? [])];
    if (!pressed.startsWith("example-")) fields.find((field) => field.checkVisibility())?.focus();
    markOffers();
    // What was added or taken out counts at once: it is kept, and the sums follow.
    list?.closest("[data-saves]")?.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // What was marked as wrong is no longer marked once it is being mended.
  document.addEventListener("input", (event) => {
    const group = event.target.closest?.(".form-error");
    if (!group) return;
    group.classList.remove("form-error");
    group.querySelector(".form-error-message")?.remove();
    event.target.removeAttribute("aria-invalid");
    if (!document.querySelector("main .form-error")) document.getElementById("problems")?.remove();
  });

  // Printing and copying: their buttons show only where the browser can do it.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      await navigator.clipboard.writeText(field.value);
      document.getElementById("copied").textContent = button.dataset.done;
      for (const other of document.querySelectorAll("[data-copy].copied")) other.classList.remove("copied");
      button.classList.add("copied");
    });
  }

  // A link to something folded away unfolds it.
  const named = document.getElementById(location.hash.slice(1));
  const folded = named?.closest("details");
  if (folded) {
    folded.open = true;
    named.focus?.();
  }

  // What is wrong is read first, also by those who listen to the page.
  document.getElementById("problems")?.focus();
})();
