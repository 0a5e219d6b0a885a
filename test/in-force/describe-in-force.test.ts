import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { describeInForce, type Deployed } from '../../lambdas/in-force/describe-in-force';
import { versionsOf, type InForce } from '../../lambdas/in-force/in-force';
import { defaultLimits } from '../../lambdas/model/limits';
import { filmFailure } from '../fakes/film-failure';
import { World } from '../fakes/world';

const film = { definition: videoPlaybackFailed, policy: {}, policyReasons: {} };
const parcel = { definition: parcelLost, policy: {}, policyReasons: {} };

function described(changed: Partial<Deployed> = {}): InForce {
  return describeInForce({ types: [film], limits: defaultLimits, setLimits: [], brandWords: {}, ...changed });
}

describe('what is in force', () => {
  it('names the version of the policy under which the functions decide, also with options that are set', async () => {
    const world = new World();
    await world.deliver(filmFailure());
    expect(described().types[0]?.policy.version).toBe(world.onlyRecord().policyVersion);
    const patient = described({ types: [{ ...film, policy: { minStalledSeconds: 45 } }] });
    expect(patient.types[0]?.policy.version).not.toBe(world.onlyRecord().policyVersion);
  });

  it('has every option with what it would be otherwise, and the reason that a deployment gives for one', () => {
    const why = 'Our player hides a stall of half a minute';
    const policyReasons = { minStalledSeconds: why };
    const [type] = described({ types: [{ ...film, policy: { minStalledSeconds: 45 }, policyReasons }] }).types;
    const options = type?.policy.options ?? [];
    expect(options.map(({ name }) => name).sort()).toEqual(Object.keys(videoPlaybackFailed.policy.defaults).sort());
    expect(options.filter(({ isSet }) => isSet)).toEqual([
      { name: 'minStalledSeconds', value: 45, usual: 30, isSet: true, why },
    ]);
  });

  it('has the words of every language, each with a version that changes with a message of its own alone', () => {
    const other = {
      ...videoPlaybackFailed,
      words: {
        ...videoPlaybackFailed.words,
        locales: {
          ...videoPlaybackFailed.words.locales,
          de: { ...videoPlaybackFailed.words.locales['de'], sorry: '!' },
        },
      },
    };
    const [before, after] = [film.definition, other].map(
      (definition) => described({ types: [{ ...film, definition }] }).types[0]?.words,
    );
    expect(before?.locales.map(({ locale }) => locale)).toEqual(Object.keys(videoPlaybackFailed.words.locales));
    const changed = before?.locales.filter(({ version }, index) => version !== after?.locales[index]?.version);
    expect(changed?.map(({ locale }) => locale)).toEqual(['de']);
    expect(after?.version).not.toBe(before?.version);
  });

  it('names a brand at the types that it has words of its own for, and not at others', () => {
    const brandWords = { loft: { en: { ParcelLost: { sorry: 'Sorry from Loft.' } } } };
    const { types } = described({ types: [film, parcel], brandWords });
    expect(types.map(({ failureType, words }) => [failureType, words.brands.map(({ brand }) => brand)])).toEqual([
      ['ParcelLost', ['loft']],
      ['VideoPlaybackFailed', []],
    ]);
    const plain = described({ types: [film, parcel] });
    expect(versionsOf(plain)['words/VideoPlaybackFailed']).toBe(types[1]?.words.version);
    expect(versionsOf(plain)['words/ParcelLost']).not.toBe(types[0]?.words.version);
  });

  it('has the limits with a version of their own', () => {
    const limits = { ...defaultLimits, holdHours: 24 };
    const set = described({ limits, setLimits: ['holdHours'] }).limits;
    expect(set.version).not.toBe(described().limits.version);
    expect(set.values.filter(({ isSet }) => isSet)).toEqual([{ name: 'holdHours', value: 24, usual: 48, isSet: true }]);
  });
});
