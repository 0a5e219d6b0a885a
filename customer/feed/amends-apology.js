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

/** A question that nothing comes back from is given up, and asked again. */
const patienceMs = 30_000;

/** Whose link it is. Whether it is signed is not known here. */
function customerOf(link) {
  try {
    return JSON.parse(atob(link.split('.')[0].replace(/-/g, '+').replace(/_/g, '/'))).customerId;
  } catch {
    return undefined;
  }
}

class AmendsApology extends Element {
  static observedAttributes = ['feed', 'link', 'lang'];

  /** Of this element, so that an answer which was lost is asked for again. */
  #by = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  #region = document.createElement('div');
  #seen = new Set();
  /** What is to be shown once it is known that it is ours to say: the answer to that may be lost. */
  #due = new Map();
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
    // Another one reads what is on this page from now on, or nobody does.
    if (name === 'link' && customerOf(before) !== customerOf(after)) {
      this.#region.replaceChildren();
      this.#due = new Map();
    }
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

  #address(path, link) {
    const address = new URL(path, new URL(this.getAttribute('feed') ?? './', document.baseURI));
    if (link) address.searchParams.set('l', link);
    if (link && this.lang) address.searchParams.set('lang', this.lang);
    return address;
  }

  #fetch(address, more) {
    return fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(patienceMs), ...more });
  }

  /** @returns after how many milliseconds to ask again; nothing where the link opens nothing any more */
  async #ask(link) {
    const due = this.#due;
    const response = await this.#fetch(this.#address('fresh', link), { cache: 'no-cache' });
    if (response.status === 404 || response.status === 410) {
      this.#dispatch('amends-ended', { status: response.status });
      return undefined;
    }
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    for (const item of answer.items) if (!this.#seen.has(item.remedyId)) due.set(item.remedyId, [item, answer]);
    for (const [id, [item, around]] of due) {
      if (due !== this.#due) break;
      const isOurs = await this.#see(link, id);
      due.delete(id);
      this.#seen.add(id);
      if (isOurs && due === this.#due) this.#show(item, around, link);
    }
    return answer.pollSeconds * 1_000;
  }

  /** Whether it is ours to say: a mail may have said it by now, or another page. */
  async #see(link, id) {
    const body = new URLSearchParams({ l: link, id, by: this.#by });
    const response = await this.#fetch(this.#address('see'), { method: 'POST', body });
    if (!response.ok) throw new Error(String(response.status));
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
    add('a', words.all, add('p', '')).href = this.#address('./', link);
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
