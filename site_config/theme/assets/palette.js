// Light or dark before the page is painted: what the reader chose, or what the system prefers.
{
  const chosen = __md_get("__palette")?.color;
  if (chosen) {
    const colors = { ...chosen };
    if (colors.media === "(prefers-color-scheme)") {
      const wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${wanted})']`);
      for (const name of ["media", "scheme", "primary", "accent"]) colors[name] = input?.getAttribute("data-md-color-" + name);
    }
    for (const [name, value] of Object.entries(colors)) document.body.setAttribute("data-md-color-" + name, value);
  }
}
