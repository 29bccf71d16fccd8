// Names that the theme leaves out, for those who hear a page.
const labelled = document.querySelector(".md-search[role=dialog]");
const field = labelled?.querySelector("input[aria-label]");
if (field) labelled.setAttribute("aria-label", field.getAttribute("aria-label"));
