"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const nav = document.querySelector("nav");
  let here = Math.max(0, slides.findIndex((each) => "#" + each.id === location.hash));
  const draw = () => {
    const all = document.body.classList.contains("all");
    slides.forEach((each, at) => { each.hidden = !all && at !== here; });
  };
  const go = (place) => {
    here = Math.min(Math.max(place, 0), slides.length - 1);
    document.body.classList.remove("all");
    draw();
    history.replaceState(null, "", "#" + slides[here].id);
    slides[here].focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const steps = {
    ArrowRight: 1, ArrowDown: 1, j: 1, " ": 1, PageDown: 1, Home: -Infinity, End: Infinity,
    ArrowLeft: -1, ArrowUp: -1, k: -1, Backspace: -1, PageUp: -1,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { document.body.classList.toggle("all"); draw(); slides[here].scrollIntoView(); }
    if (!(event.key in steps) || (event.key === " " && event.target.closest("button"))) return;
    // On the whole page, up and down scroll it.
    if (document.body.classList.contains("all") && /^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    go(here + steps[event.key]);
  });
  nav.addEventListener("click", (event) => go(here + Number(event.target.dataset.step || 0)));
  document.querySelector("main").addEventListener("click", (event) => {
    if (String(getSelection()) === "") go(here + (event.clientX < innerWidth / 3 ? -1 : 1));
  });
  nav.hidden = false;
  draw();
})();
