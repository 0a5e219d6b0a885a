import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settingsOfStage } from '../../../cli/doctor/stage/stage-settings';
import { checkAgents } from '../../../cli/doctor/kept/agents-check';

// Whose mails are not believed is left lying: the doctor says so before somebody waits for it.

const records: Readonly<Record<string, readonly string[]>> = {
  '_dmarc.films.test': ['v=DMARC1; p=none'],
  '_dmarc.help.test': ['some other text'],
};
const textsOf = (name: string) => Promise.resolve(records[name] ?? []);

function agentsOf(emails: readonly string[]): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-agents-'));
  const agents = emails.map((email) => ({ email, name: 'Ann Lee' }));
  const stage = { stage: 'prod', replies: { domain: 'replies.films.test', agents } };
  writeFileSync(path.join(folder, 'prod.ts'), `export default ${JSON.stringify(stage)};`);
  return settingsOfStage('prod', folder).agents ?? [];
}

it('says of each domain of agents, once, whether their mails are believed', async () => {
  const agents = agentsOf(['ann@films.test', 'bo@films.test', 'cy@Desk.Films.test', 'di@help.test']);
  expect(await checkAgents(agents, textsOf)).toEqual([
    { what: 'agents of films.test', state: 'ready', found: expect.stringContaining('DMARC record of films.test') },
    { what: 'agents of desk.films.test', state: 'ready', found: expect.stringContaining('of films.test') },
    {
      what: 'agents of help.test',
      state: 'advice',
      found: expect.stringContaining('help.test has no DMARC record'),
      mend: 'dig +short TXT _dmarc.help.test',
    },
  ]);
});

it('asks the DNS for nobody where a stage has no agents', async () => {
  const asked: string[] = [];
  const found = await checkAgents(agentsOf([]), async (name) => [String(asked.push(name))]);
  expect([found, asked]).toEqual([[], []]);
});
