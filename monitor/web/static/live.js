// What pages gain where scripts run; each page works without.
// - a form marked data-live asks again while one types, and shows the answer in place;
// - what is marked data-print prints; a form is sent once; what was typed is not lost unasked;
// - pointing at an event of a picture lights its row, and the other way round.

const region = "#results";
let asked = 0;

async function ask(form, address) {
  const mine = ++asked;
  const shown = document.querySelector(region);
  shown.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return; // somebody typed on: a later answer counts
    const fresh = page.querySelector(region);
    if (!answer.ok || answer.redirected || !fresh) return void location.assign(address);
    shown.replaceWith(fresh);
    history.replaceState(null, "", address);
  } catch {
    if (mine === asked) location.assign(address);
  }
}

for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting;
  const again = () => {
    clearTimeout(waiting);
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    waiting = setTimeout(() => ask(form, `${form.getAttribute("action")}?${new URLSearchParams(fields)}`), 250);
  };
  form.addEventListener("input", again);
}

for (const form of document.querySelectorAll("form[method=post]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    setTimeout(() => { sent = false; }, 4000); // whoever stopped it may send again; the server does it once
  });
  addEventListener("pageshow", () => { sent = false; });
  if (form.hasAttribute("data-keep")) {
    let touched = form.dataset.keep === "typed";
    form.addEventListener("input", () => { touched = true; });
    addEventListener("beforeunload", (event) => { if (touched && !sent) event.preventDefault(); });
  }
}

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  input.addEventListener("change", () => {
    const isTooLarge = [...input.files].some((each) => each.size > Number(input.dataset.most));
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
    input.reportValidity();
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

function light(event, on) {
  const marked = event.target.closest?.("[data-event]");
  if (!marked) return;
  for (const each of document.querySelectorAll(`[data-event="${CSS.escape(marked.dataset.event)}"]`)) {
    each.classList.toggle("lit", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

document.querySelector("#refused")?.focus();
