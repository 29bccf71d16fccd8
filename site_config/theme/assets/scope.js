// What the theme's scripts share: where the site begins, and values kept in the browser below that place.
window.__md_scope = new URL(document.currentScript.dataset.scope.replace(/\/*$/, "/"), location.href);
window.__md_hash = (text) => [...text].reduce((sum, char) => (sum << 5) - sum + char.charCodeAt(0), 0);
window.__md_get = (key, store = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(store.getItem(scope.pathname + "." + key));
  } catch {
    return null; // the browser keeps nothing for this site
  }
};
window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // the choice lasts until the next page
  }
};
