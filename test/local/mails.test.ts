import { anotherStory, storiesOf } from '../../local/demo/script/stories';
import { TestSystem, playbackFailure, type Failed } from './test-system';

// What customers read, once through the real functions and the inbox.

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({});
});
afterAll(() => system.local.stop());

async function textsTo(failed: Failed): Promise<string> {
  return (await system.mailsTo(failed)).map(({ subject, body }) => `${subject}\n${body.text}`).join('\n');
}

describe('a company of several brands', () => {
  const own = /up to my drivers and me[^]+My drivers and I read every answer/;
  const ofAll = /our job and nobody else’s[^]+I or a colleague will read it/;

  it('one with words of its own speaks with them, and all others with those of everybody', async () => {
    const [lost] = storiesOf(new Date(), ['ParcelLost']);
    const { entry } = anotherStory('ParcelLost', new Date());
    if (!lost) throw new Error('no parcel was ever lost');
    const ofBrand = { ...lost.entry, Detail: { ...lost.entry.Detail, brand: 'parcels' } };
    expect(await textsTo(await system.publishFailure(ofBrand))).toMatch(own);
    expect(await textsTo(await system.publishFailure(entry))).toMatch(ofAll);
  });

  it('a brand that nobody set up is written to as if there was none, and the log has one warning', async () => {
    const warned: string[] = [];
    system.local.on((event) => {
      const line = event.kind === 'log' ? JSON.stringify(event.content) : '';
      if (line.includes('UnknownBrandError')) warned.push(line);
    });
    const failed = await system.publishFailure(playbackFailure(3, 399, { brand: 'parcel' }));
    expect(await textsTo(failed)).toMatch(/Maya Lindqvist[^]+Example Films/);
    expect(warned).toEqual([expect.stringContaining('no brand is called \\"parcel\\"')]);
  });
});
