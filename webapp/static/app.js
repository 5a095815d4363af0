/* What a page does beside htmx. Everything works without it. */
(() => {
  "use strict";
  const lost = () => document.getElementById("lost");

  // A request that fails says so; what was typed stays where it is.
  const tell = (text) => {
    const box = lost();
    if (box) {
      box.textContent = text;
      box.hidden = false;
    }
  };
  document.addEventListener("htmx:sendError", () => tell(lost()?.dataset.lost));
  document.addEventListener("htmx:timeout", () => tell(lost()?.dataset.lost));
  document.addEventListener("htmx:responseError", () => tell(lost()?.dataset.busy));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && lost()) lost().hidden = true;
  });

  // A form that is just being kept waits for the answer before it is sent: otherwise the two
  // would meet at the server, and the second be told that somebody else was quicker.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-saves].htmx-request")) return;
    event.preventDefault();
    const button = event.submitter;
    form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(button)), {
      once: true,
    });
  }, true);

  // After a list of rows was swapped, the writing goes on in its last row.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target?.matches?.("#activities, #plan")) return;
    const rows = document.getElementById(event.detail.target.id)
      ?.querySelectorAll(".activity, .part");
    rows?.[rows.length - 1]?.querySelector("input:not([type=hidden])")?.focus();
  });

  // What is wrong is read first, also by those who listen to the page.
  document.getElementById("problems")?.focus();
})();
