import { html } from 'hono/html';
import { Document } from '../../console/layout/document';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import { defaultLimits } from '../../lambdas/model/limits';
import { filmFailure } from '../fakes/film-failure';
import { ada, ben } from '../operator-api/operator-world';
import { ConsoleWorld } from './console-world';

// What comes from outside may hold characters that turn the direction of writing: with them `100` reads as `001`.

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  world.operator.limits = { ...defaultLimits, twoPeopleAbove: { GBP: 1_00 } };
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

const turned = '\u202E001\u202C';
const coded = '⟨U+202E⟩001⟨U+202C⟩';

/** What a browser shows or reads out of a page: all but what its forms send on. */
async function shownAt(path: string, actor = ada): Promise<string> {
  const markup = await (await world.browserOf(actor).get(path)).text();
  return markup.replace(/<textarea\b[^>]*>[^<]*/g, '').replace(/ value="[^"]*"/g, '');
}

/** A film that waits with its incident, and whose customer and title turn what stands around them. */
async function held(customerId: string, incidentId: string): Promise<string> {
  const { operator } = world;
  const failure = filmFailure({
    customer: { id: customerId, name: `Zoë ${turned}` },
    purchase: { orderId: `ord_${customerId}`, paymentId: `pay_${customerId}` },
    playback: { rentalId: `rent_${customerId}`, title: `The ${turned} nights` },
    incidentId,
  });
  const { remedyId } = await operator.deliver(failure, { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } });
  const record = await operator.ledger.readRemedy(customerId, remedyId);
  if (!record) throw new Error('nothing was recorded');
  await operator.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: failure.occurredAt }, operator.clock()));
  return `/remedies/${customerId}/${remedyId}`;
}

it('a customer’s name and the title of what they bought turn nothing on a page', async () => {
  const page = await shownAt(await held('cus_turned', 'cdn-1'));
  expect(page).toContain(`Zoë ${coded}`);
  expect(page).toContain(`The ${coded} nights`);
  expect(page).not.toMatch(/\p{Bidi_Control}/u);
});

it('nor does what a colleague wrote to customers and why, wherever that is shown', async () => {
  await held('cus_words', 'cdn-2');
  const [path, why] = ['/incidents/cdn-2', `not ${turned} pounds`];
  const first = world.browserOf(ada);
  const asked = await first.press(await first.open(path), 'Approve…', { why, 'text.en': `Sorry for ${turned} days.` });
  expect(asked.text).toContain(`Why: not ${coded} pounds`);
  // A mail leaves without such characters, and is shown so.
  expect(asked.text).toContain('Sorry for 001 days.');
  await first.press(asked, 'Approve 1 remedy, £3.99');
  const incident = await shownAt(path, ben);
  expect(incident).toContain(`not ${coded} pounds`);
  expect(incident).toContain(`Sorry for ${coded} days.`);
  const trail = await shownAt('/audit');
  expect(trail).toContain(`not ${coded} pounds`);
  for (const page of [incident, trail]) expect(page).not.toMatch(/\p{Bidi_Control}/u);
  // What was approved is what was typed.
  const { body } = await world.operator.get(path);
  expect(body).toMatchObject({ incident: { proposed: { messages: [{ text: `Sorry for ${turned} days.` }] } } });
});

it('what is read out is shown as its code too, and what a form sends on stays as it was typed', async () => {
  const page = await html`${Document({
    title: `Film ${turned}`,
    children: html`<p title="${turned}" aria-label="${turned}" class="wide">${`a\u2067b\u200F\u0007\nc`}</p>
      <input placeholder="${turned}" value="${turned}" />
      <textarea name="text">${turned}</textarea>
      <option value="${turned}">${turned}</option>`,
  })}`;
  const text = page.toString();
  expect(text).toContain(`<title>Film ${coded} – Amends</title>`);
  expect(text).toContain(`<p title="${coded}" aria-label="${coded}" class="wide">a⟨U+2067⟩b⟨U+200F⟩⟨U+7⟩\nc</p>`);
  expect(text).toContain(`<input placeholder="${coded}" value="${turned}" />`);
  expect(text).toContain(`<textarea name="text">${turned}</textarea>`);
  expect(text).toContain(`<option value="${turned}">${coded}</option>`);
});
