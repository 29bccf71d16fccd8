// The theme's search, with results in the order that readers expect, and over file://, too. The theme knows it by its name.
{
  const QUERY = 2, RESULT = 3; // kinds of messages to and from the theme's worker

  // Browsers start no workers from the disk: the worker's script runs in an empty frame instead.
  class Frame extends EventTarget {
    constructor(address) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inner = this.frame.contentWindow;
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inner.importScripts = (...scripts) => scripts.reduce((before, one) => before.then(() => this.load(one)), Promise.resolve());
      this.addEventListener("message", (event) => this.onmessage?.(event));
      this.ready = this.load(address);
    }

    load(address) {
      return new Promise((resolve, reject) => {
        const script = this.frame.contentDocument.createElement("script");
        script.src = new URL(address, document.baseURI).href;
        script.onload = resolve;
        script.onerror = () => reject(new Error("cannot load " + script.src));
        this.frame.contentDocument.body.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  }

  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  // Letters without their marks, as many type them. The few that are letters of their own in Unicode are named.
  const PLAIN = { ı: "i", ł: "l", đ: "d", ð: "d", ø: "o", æ: "ae", œ: "oe", ß: "ss", þ: "th", ə: "a" };
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ıłđðøæœßþə]/g, (letter) => PLAIN[letter]);
  // A space before each word, so that a word or a phrase is sought where words begin; its end may still be typed.
  const spaced = (html) => " " + wordsOf(html.replace(/<[^>]*>/g, "")).join(" ");

  // How well the title of a page meets the words: all of them beside one another or apart, and the less else it says
  // the better, so that the page of a party or an issue comes before the articles that name it.
  function titled(page, words) {
    const heading = plain(spaced(page.find(({ location }) => !location.includes("#"))?.title ?? ""));
    const sought = words.map(plain);
    if (!sought.every((word) => heading.includes(" " + word))) return 0;
    return (heading.includes(" " + sought.join(" ")) ? 5 : 4) + Math.min(0.9, sought.length / wordsOf(heading).length);
  }

  // How well a page meets the words: all of them in its title, beside one another in a section, in one section,
  // anywhere on it; otherwise how many there are.
  function rank(page, words) {
    let best = titled(page, words);
    if (best || words.length < 2) return best;
    const phrase = " " + words.join(" ");
    const found = new Set();
    for (const { title, text } of page) {
      const letters = (title + " " + text).toLowerCase(); // a look that costs little, at much that will not do
      const own = words.filter((word) => letters.includes(word));
      own.forEach((word) => found.add(word));
      if (own.length < words.length) continue;
      const here = spaced(title) + spaced(text);
      if (words.every((word) => here.includes(" " + word))) best = Math.max(best, here.includes(phrase) ? 3 : 2);
    }
    return best || (found.size === words.length ? 1 : found.size - words.length);
  }

  const Base = location.protocol === "file:" ? Frame : Worker;
  window.Worker = class extends Base {
    constructor(...given) {
      super(...given);
      this.words = [];
      // The first who hears of results puts them in order, which in itself goes by single words.
      this.addEventListener("message", ({ data: told }) => {
        const items = told?.type === RESULT && told.data?.items;
        if (!Array.isArray(items) || this.words.length === 0) return; // workers of other makers tell other things
        const ranks = new Map(items.map((page) => [page, rank(page, this.words)]));
        items.sort((one, other) => ranks.get(other) - ranks.get(one));
      });
    }

    postMessage(message, ...more) {
      if (message?.type === QUERY && typeof message.data === "string") this.words = [...new Set(wordsOf(message.data))];
      super.postMessage(message, ...more);
    }
  };
}
