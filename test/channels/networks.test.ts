import { networks, rulesOf } from '../../lambdas/channels/networks';
import { ClosedNetworkError, refuseClosed } from '../../lambdas/channels/rules/closed-network';

const open = networks.filter(({ closed }) => closed === undefined);

it('knows the rules of every network that customers were heard of on', () => {
  const named = ['sms', 'whatsapp', 'facebook', 'messenger', 'instagram', 'x', 'x-messages', 'linkedin'];
  const elsewhere = ['wechat', 'qzone', 'renren', 'vk', 'odnoklassniki', 'max', 'mail', 'http'];
  for (const network of [...named, ...elsewhere]) expect(rulesOf(network)?.network).toBe(network);
  expect(new Set(networks.map(({ network }) => network)).size).toBe(networks.length);
});

it.each(networks.map((rules) => [rules.name, rules] as const))('%s says when and where it was read', (_, rules) => {
  expect(rules.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(Number.isNaN(Date.parse(rules.asOf))).toBe(false);
  expect(rules.source.title).not.toBe('');
  expect(rules.source.url).toMatch(/^https:\/\/|^docs\/channels\//);
});

it.each(open.map((rules) => [rules.name, rules] as const))('%s has a window that makes sense', (_, rules) => {
  const { windowHours = Infinity, humanOnlyAfterHours = 0, messagesPerWindow } = rules;
  expect(windowHours).toBeGreaterThan(humanOnlyAfterHours);
  if (messagesPerWindow !== undefined) expect(rules.windowHours).toBeDefined();
  if (rules.needsTemplate) expect(rules.mayBegin).toBe(true);
});

it.each([
  ['qzone', '2014-03-31', /wiki\.connect\.qq\.com/],
  ['renren', '2024-12-01', /epochtimes/],
])('refuses %s with the day and the source', (network, since, source) => {
  const rules = rulesOf(network);
  const configure = (): void => {
    if (rules) refuseClosed(rules);
  };
  expect(configure).toThrow(ClosedNetworkError);
  expect(configure).toThrow(since);
  expect(configure).toThrow(source);
});

it('refuses no network that is open', () => {
  for (const rules of open) expect(() => refuseClosed(rules)).not.toThrow();
});
