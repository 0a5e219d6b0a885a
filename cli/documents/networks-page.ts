import { networks } from '../../lambdas/channels/networks';
import type { NetworkCost, NetworkRules } from '../../lambdas/channels/rules/network-rules';
import { unreachable } from '../../lambdas/model/unreachable';

const ownPages = 'docs/channels/';

/** The page with what each network allows, written from the data that choices are made by. */
export function networksPage(): string {
  const open = networks.filter(({ closed }) => closed === undefined);
  const closed = networks.filter((rules) => rules.closed !== undefined);
  return [
    '# What networks allow',
    '',
    'Written from `lambdas/channels/networks.ts` by `npm run documents`. Each row says on which day somebody read it, and where. A network',
    'whose rules stand here is not one that Amends can write on: [the pages of the channels](README.md) say that.',
    '',
    ...tableOf(
      ['network', 'id', 'read by', 'the company may begin', 'may answer', 'costs', 'as of', 'source'],
      open.map((rules) => [
        rules.name,
        `\`${rules.network}\``,
        rules.isPublic ? 'everybody' : 'the customer',
        beginning(rules),
        answering(rules),
        costOf(rules.cost),
        rules.asOf,
        sourceOf(rules),
      ]),
    ),
    '',
    '## Closed',
    '',
    'No server can write there or read. To configure one of them as a channel is refused with this day and source.',
    '',
    ...tableOf(
      ['network', 'id', 'since', 'why', 'as of', 'source'],
      closed.map((rules) => [
        rules.name,
        `\`${rules.network}\``,
        rules.closed?.since ?? '',
        rules.closed?.why ?? '',
        rules.asOf,
        sourceOf(rules),
      ]),
    ),
    '',
  ].join('\n');
}

function beginning({ mayBegin, needsTemplate, needsOptIn }: NetworkRules): string {
  if (!mayBegin) return 'no';
  const needs = [...(needsTemplate ? ['words that the network approved'] : []), ...(needsOptIn ? ['consent'] : [])];
  return needs.length === 0 ? 'yes' : `with ${needs.join(' and ')}`;
}

function answering({ windowHours, messagesPerWindow, humanOnlyAfterHours }: NetworkRules): string {
  if (windowHours === undefined) return 'at any time';
  const count =
    messagesPerWindow === undefined
      ? ''
      : `, ${messagesPerWindow === 1 ? '1 message' : `${messagesPerWindow} messages`}`;
  const people = humanOnlyAfterHours === undefined ? '' : `, people only after ${humanOnlyAfterHours} h`;
  return `for ${windowHours} h${count}${people}`;
}

function costOf(cost: NetworkCost): string {
  switch (cost.kind) {
    case 'free':
      return 'nothing';
    case 'per-message': {
      const link = cost.withLinkUsdMicros === undefined ? '' : `, ${usd(cost.withLinkUsdMicros)} with a link`;
      return `${usd(cost.usdMicros)}${link}`;
    }
    case 'by-country':
      return `[by country](${cost.priceList})`;
    default:
      return unreachable(cost);
  }
}

function usd(micros: number): string {
  return `USD ${(micros / 1_000_000).toFixed(4).replace(/0{1,2}$/, '')}`;
}

function sourceOf({ source: { title, url } }: NetworkRules): string {
  return `[${title}](${url.startsWith(ownPages) ? url.slice(ownPages.length) : url})`;
}

/** As prettier writes it, so that the page is the same after it was formatted. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
