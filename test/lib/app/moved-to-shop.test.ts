import { checkedStage, StageConfigError } from '../../../lib/app/stage-config';

const prod = {
  ...{ stage: 'prod', sender: 'care@films.test', senderName: 'Films Ltd' },
  ...{ replyTo: 'help@films.test', signatory: 'Zoë Park' },
};

function problemsOf(settings: object): string {
  try {
    checkedStage(settings, 'This stage');
  } catch (error) {
    if (error instanceof StageConfigError) return error.message;
    throw error;
  }
  throw new Error('the stage was accepted');
}

describe('what said where the shop is, in parts of a stage, is refused with what takes its place', () => {
  const url = 'https://shop.example.com/amends';

  test.each<[string, object, string]>([
    ['ordersUrl', { reports: { ordersUrl: url } }, 'reports: `ordersUrl` is now `shop: { url }`'],
    [
      'ordersSecretName',
      { reports: { ordersSecretName: 'team/orders' } },
      'reports: `ordersSecretName` is now `shop: { secretName }`',
    ],
    [
      'purchases',
      { detectors: { parcels: { purchases: url } } },
      'detectors.parcels: `purchases` is now `shop: { url }`',
    ],
    [
      'purchasesSecretName',
      { detectors: { playback: { purchasesSecretName: 'team/purchases' } } },
      'detectors.playback: `purchasesSecretName` is now `shop: { secretName }`',
    ],
    [
      'purchases of the command line',
      { detectors: JSON.stringify({ health: { purchases: url } }) },
      'detectors.health: `purchases` is now `shop: { url }`',
    ],
  ])('%s', (_, settings, problem) => {
    expect(problemsOf({ ...prod, ...settings })).toContain(`  ${problem} of the stage (docs/shop.md)`);
  });

  test('and where both an old name and something else are wrong, the old name is told of', () => {
    const problems = problemsOf({ ...prod, reports: { ordersUrl: url, perMinute: 'many' } });
    expect(problems).toContain('`ordersUrl` is now');
  });

  test('what is right is read as before', () => {
    const reports = { linkSecretName: 'team/links', calls: true };
    expect(checkedStage({ ...prod, shop: { url }, reports, detectors: { parcels: {} } }, 'This stage')).toMatchObject({
      reports,
      detectors: { parcels: {} },
    });
  });
});
