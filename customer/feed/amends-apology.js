/**
 * <amends-apology feed="https://…/" link="…" lang="de"></amends-apology>
 *
 * Says sorry where it happened: asks the feed while somebody looks at the page, and shows what was given as soon as it
 * is, once and nowhere else. docs/where-it-happened.md
 */

const style = `
:host{display:block}
:host([hidden]){display:none}
article{box-sizing:border-box;position:relative;margin:0;padding:1em;font:inherit;line-height:1.5;overflow-wrap:anywhere;
color:var(--amends-text,#1c2320);background:var(--amends-paper,#fff);border:1px solid var(--amends-line,#c9d2cd);border-inline-start:.3em solid var(--amends-accent,#1d5c4d);border-radius:.5em}
article+article{margin-top:.75em}
p{margin:0 0 .5em}
p:first-child{padding-inline-end:2em}
p:last-of-type{margin:0}
small{font-size:.9em}
a{color:var(--amends-accent,#1d5c4d)}
button{position:absolute;inset-block-start:.25em;inset-inline-end:.25em;min-width:44px;min-height:44px;padding:0;font:inherit;font-size:1.25em;line-height:1;color:inherit;background:none;border:0;border-radius:.4em;cursor:pointer}
:focus-visible{outline:3px solid var(--amends-accent,#1d5c4d);outline-offset:2px}
@media (prefers-color-scheme:dark){article{color:var(--amends-text,#e6ece9);background:var(--amends-paper,#17201c);border-color:var(--amends-line,#3b4a43);border-inline-start-color:var(--amends-accent,#8fd3bf)}
a{color:var(--amends-accent,#8fd3bf)}
:focus-visible{outline-color:var(--amends-accent,#8fd3bf)}}
`;

/** One for all of these elements. A style element would be refused by a Content-Security-Policy. */
let sheet;

function sharedSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  return sheet;
}

/** Where pages are rendered by a server there are no elements, and nothing is defined. */
const Element = globalThis.HTMLElement ?? class {};

const longestWaitMs = 60_000;

class AmendsApology extends Element {
  static observedAttributes = ['feed', 'link', 'lang'];

  /** Of this element, so that an answer which was lost is asked for again. */
  #by = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  #region = document.createElement('div');
  #seen = new Set();
  #waitMs = 0;
  #timer;
  #asking = false;
  #look = () => void this.check();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sharedSheet()];
    // There before there is anything in it: screen readers announce what comes.
    this.#region.setAttribute('role', 'status');
    root.append(this.#region);
  }

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#look);
    void this.check();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#timer);
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after && this.isConnected) void this.check();
  }

  /** Asks now, such as when a push came. */
  async check() {
    clearTimeout(this.#timer);
    const link = this.getAttribute('link');
    if (this.#asking || !this.isConnected || document.hidden || !link) return;
    this.#asking = true;
    try {
      this.#waitMs = (await this.#ask(link)) ?? 0;
    } catch {
      this.#waitMs = Math.min(longestWaitMs, (this.#waitMs || 5_000) * 2);
    }
    this.#asking = false;
    if (this.getAttribute('link') !== link) return this.check();
    if (this.#waitMs > 0 && this.isConnected) this.#timer = setTimeout(this.#look, this.#waitMs);
  }

  #address(path) {
    return new URL(path, new URL(this.getAttribute('feed') ?? './', document.baseURI));
  }

  /** @returns after how many milliseconds to ask again; nothing where the link opens nothing any more */
  async #ask(link) {
    const address = this.#address('fresh');
    address.searchParams.set('l', link);
    if (this.lang) address.searchParams.set('lang', this.lang);
    const response = await fetch(address, { credentials: 'omit', cache: 'no-cache' });
    if (response.status === 404 || response.status === 410) {
      this.#dispatch('amends-ended', { status: response.status });
      return undefined;
    }
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    for (const item of answer.items) {
      if (!this.#seen.has(item.remedyId) && (await this.#see(link, item.remedyId))) this.#show(item, answer, link);
    }
    return answer.pollSeconds * 1_000;
  }

  /** Whether it is ours to say: a mail may have said it by now, or another page. */
  async #see(link, id) {
    const body = new URLSearchParams({ l: link, id, by: this.#by });
    const response = await fetch(this.#address('see'), { method: 'POST', body, credentials: 'omit' });
    if (!response.ok) throw new Error(String(response.status));
    this.#seen.add(id);
    return (await response.json()).show;
  }

  #show(item, { locale, direction, words }, link) {
    const card = document.createElement('article');
    card.lang = locale;
    card.dir = direction;
    card.part = 'card';
    const add = (name, text, into = card) => {
      const element = document.createElement(name);
      element.textContent = text;
      into.append(element);
      return element;
    };
    add('strong', item.title, add('p', ''));
    for (const text of [item.arrival, ...item.paragraphs]) if (text) add('p', text);
    add('p', `${item.signatory}, ${item.company}`);
    add('small', item.quote, add('p', ''));
    const all = this.#address('./');
    all.searchParams.set('l', link);
    add('a', words.all, add('p', '')).href = all;
    const close = add('button', '×');
    close.type = 'button';
    close.ariaLabel = words.close;
    close.onclick = () => card.remove();
    this.#region.append(card);
    this.#dispatch('amends-shown', { reference: item.reference, amounts: item.amounts });
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const registry = globalThis.customElements;
if (registry && !registry.get('amends-apology')) registry.define('amends-apology', AmendsApology);
