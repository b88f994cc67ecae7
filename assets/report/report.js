(() => {
  const box = document.getElementById("hover");
  const place = (x, y) => {
    const width = box.offsetWidth, height = box.offsetHeight;
    box.style.left = Math.max(8, Math.min(x + 16, innerWidth - width - 8)) + "px";
    box.style.top = (y + 20 + height > innerHeight ? Math.max(8, y - height - 12) : y + 20) + "px";
  };
  const show = (mark, x, y) => { box.textContent = mark.getAttribute("aria-label"); box.style.display = "block"; place(x, y); };
  const hide = () => { box.style.display = "none"; };
  for (const mark of document.querySelectorAll(".tip")) {
    mark.addEventListener("mousemove", event => show(mark, event.clientX, event.clientY));
    mark.addEventListener("mouseleave", hide);
    mark.addEventListener("focus", () => { const at = mark.getBoundingClientRect(); show(mark, at.left, at.bottom - 16); });
    mark.addEventListener("blur", hide);
  }
  addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
})();
