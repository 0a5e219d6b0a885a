import type { People } from './people';
import { Random } from './random';
import { failureTypes } from './sim-failures';
import { textAt, type Plain } from './stored';
import type { World } from './world';

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;

/**
 * Plans people who ask whoever reported what is held, and sources that answer: soon, late, twice, or for another one.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planQuestions(world: World, people: People, seed: number, troubledMs: number): void {
  // Its own dice, so that the other worlds stay as they are.
  const random = new Random(seed + 0xa5ed);
  if (world.kind === 'crowd' || !random.chance(0.2)) return;
  world.bus.addTarget('InformationRequested', ({ detail }) => answer(world, random, detail as Plain));
  for (let time = random.int(6, 12); time > 0; time--) {
    world.scheduler.after(random.int(0, troubledMs), () => askAboutOne(world, people, random));
  }
}

function askAboutOne(world: World, people: People, random: Random): void {
  const held = world.records().filter((record) => textAt(record, 'state') === 'held');
  if (held.length > 0) people.askAbout(random.pick(held), random.pick([1, 1, 24]));
}

function answer(world: World, random: Random, question: Plain): void {
  const source = textAt(question, 'to');
  const ids = { customerId: textAt(question, 'customerId'), remedyId: textAt(question, 'remedyId') };
  const inquiryId = textAt(question, 'inquiryId');
  const says = (from: string, type: string, text: string, afterMs: number): void =>
    world.scheduler.after(afterMs, () => {
      world.trace.count(from === source ? 'questions answered' : 'questions answered for another source');
      world.auditor.answered(from, inquiryId);
      world.bus.accept(from, type, { schemaVersion: 1, ...ids, inquiryId, answer: text });
    });
  const type = textAt(question, 'answerType');
  if (random.chance(0.3)) says('com.example.stranger', type, 'Give them all of it.', random.int(0, hourMs));
  // Nobody answers as another type, but whoever may publish that may try.
  if (random.chance(0.1))
    says(source, `${random.pick(failureTypes)}Explained`, 'It was another.', random.int(0, hourMs));
  if (random.chance(0.2)) return;
  const afterMs = random.chance(0.7) ? random.int(secondMs, 60 * secondMs) : random.int(0, 30 * hourMs);
  says(source, type, 'It stalled four times.', afterMs);
  if (random.chance(0.3)) says(source, type, 'It was paused.', afterMs + random.int(0, 2 * secondMs));
}
