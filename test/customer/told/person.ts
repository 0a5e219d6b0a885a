import type { Browser, Page } from 'playwright-core';
import { columnsOf } from '../../../lambdas/words/fitting-subject';

/**
 * How long people take, in seconds. Pressing and pointing: Card, Moran, Newell 1980, “The Keystroke-Level Model”;
 * typing on a phone: Palin et al. 2019 (36 words a minute); reading: Brysbaert 2019 (238 words, or 1,100 columns where
 * there are no blanks). So what a test says of a person is the same on every machine.
 */
const takesSeconds = { think: 1.35, point: 1.3, key: 0.33, term: 60 / 238, column: 60 / 1_100 } as const;

/** How long the machine may take for a page that somebody waits for. */
const pageSeconds = 2;

/** What somebody says, as they would choose and type it. */
export interface Telling {
  /** Which of the lines, where there are several. */
  readonly line?: string | undefined;
  readonly choice: string;
  /** To the one question about it: a choice, a day, or a few words. */
  readonly answer?: string | undefined;
  readonly comment?: string | undefined;
  readonly photo?: string | undefined;
}

/** Nobody is in a hurry: how fast a page answers says nothing about it on a machine that others use too. */
const patienceMs = 600_000;

/** Somebody who tells what happened to them, in a browser on a phone, without a script. */
export class Person {
  /** What they were asked. */
  questions = 0;
  /** How long it took them until the answer was there, with two seconds for each page. */
  seconds = 0;
  /** How long they looked at nothing before the answer, in milliseconds. */
  waitedMs = 0;
  /** What they read first after it was sent. */
  firstRead = '';

  private constructor(readonly page: Page) {}

  static async opens(browser: Browser, link: string): Promise<Person> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const person = new Person(page);
    await page.goto(link);
    person.seconds += pageSeconds;
    return person;
  }

  /** Up to the button, which is pressed by `sends`. */
  async fillsIn({ line, choice, answer, comment, photo }: Telling): Promise<void> {
    if (line !== undefined) await this.chooses(line);
    await this.chooses(choice);
    await this.reads();
    if ((await this.page.locator('[name=answer]').count()) > 0) this.questions += 1;
    if (answer !== undefined) await this.answers(answer);
    if (comment !== undefined) await this.types('[name=comment]', comment);
    if (photo !== undefined) await this.types('[name=photo]', photo);
  }

  /** @returns the id of the remedy that may follow. Undefined where the shop was silent, and nothing was sent */
  async sends(): Promise<string | undefined> {
    const began = performance.now();
    this.seconds += takesSeconds.point + pageSeconds;
    await this.page.locator('main form button').click();
    await this.page.locator('main h1').waitFor();
    this.waitedMs = performance.now() - began;
    this.firstRead = await this.text();
    return new URL(this.page.url()).searchParams.get('remedy') ?? undefined;
  }

  /** Looks until it says so. A page that still looks for something looks again by itself. */
  async readsSoon(text: string): Promise<void> {
    await this.page.locator('main', { hasText: text }).waitFor();
  }

  /** The page may look again by itself in the same moment: then it is that look. */
  async looksAgain(): Promise<void> {
    const { page } = this;
    await page.goto(page.url()).catch(() => page.waitForLoadState());
  }

  async text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  async language(): Promise<string | null> {
    return this.page.locator('html').getAttribute('lang');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  private async chooses(name: string): Promise<void> {
    await this.reads();
    this.questions += 1;
    this.seconds += takesSeconds.think + takesSeconds.point + pageSeconds;
    await this.page.locator('.choices a', { hasText: name }).first().click();
    await this.page.locator('main h1').waitFor();
  }

  private async answers(answer: string): Promise<void> {
    const choice = this.page.getByLabel(answer, { exact: true });
    if ((await choice.count()) === 0) return this.types('[name=answer]', answer);
    this.seconds += takesSeconds.think + takesSeconds.point;
    await choice.check();
  }

  private async types(field: string, text: string): Promise<void> {
    this.seconds += takesSeconds.think + takesSeconds.point + text.length * takesSeconds.key;
    await this.page.locator(field).fill(text);
  }

  /** All of the page. */
  private async reads(): Promise<void> {
    const text = await this.text();
    const words = text.split(/\s+/u).filter((term) => /[\p{L}\p{N}]/u.test(term));
    const columns = columnsOf(words.join(''));
    const hasBlanks = columns <= words.length * 12;
    this.seconds += hasBlanks ? words.length * takesSeconds.term : columns * takesSeconds.column;
  }
}
