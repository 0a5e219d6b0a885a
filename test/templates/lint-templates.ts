import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stage } from '../../lib/app/stage';
import { connected, largest, strict, wholeApp } from '../lib/whole-stages';
import { installedOrSkipped, type PythonProgram } from '../trial/python';
import { cfnLint, type Finding } from './cfn-lint';
import { explained } from './explained';

const linter: PythonProgram = {
  name: 'cfn-lint',
  requirements: path.join(__dirname, 'requirements.txt'),
  neededBy: 'Linting the templates',
};

/** Together they deploy all that our app can deploy. A template takes cfn-lint ten seconds. */
const stages = { largest, strict, connected };

/** Lets cfn-lint read whatever our app can become, and says what it finds that nobody has explained. */
function main(): void {
  const programs = installedOrSkipped(linter, process.env);
  if (programs === undefined) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-templates-'));
  try {
    const templates = Object.entries(stages).flatMap(([name, stage]) => {
      const into = path.join(folder, name);
      mkdirSync(into);
      return templatesOf(stage).map(([file, template]) => writeTemplate(path.join(into, file), template, name));
    });
    report(
      cfnLint(
        programs,
        folder,
        templates.map(({ file }) => file),
      ),
      templates,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Those of stacks, and of the stacks inside of them. */
function templatesOf(stage: Stage): readonly (readonly [file: string, template: unknown])[] {
  const { directory } = wholeApp(stage).synth();
  return readdirSync(directory)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => [file, JSON.parse(readFileSync(path.join(directory, file), 'utf8'))]);
}

interface WrittenTemplate {
  readonly file: string;
  readonly stage: string;
}

function writeTemplate(file: string, template: unknown, stage: string): WrittenTemplate {
  writeFileSync(file, JSON.stringify(template, undefined, 1));
  return { file, stage };
}

function report(findings: readonly Finding[], templates: readonly WrittenTemplate[]): void {
  const faults = findings.filter((finding) => !explained.some((one) => isExplainedBy(finding, one)));
  const unused = explained.filter((one) => !findings.some((finding) => isExplainedBy(finding, one)));
  for (const { file, rule, at, says } of faults) {
    const { stage = '' } = templates.find((template) => template.file === file) ?? {};
    console.error(`${rule} in ${path.basename(file)} of ${stage}, ${at}: ${says}`);
  }
  for (const { rule } of unused)
    console.error(`${rule} is explained in test/templates/explained.ts, and found nowhere`);
  if (faults.length + unused.length > 0) process.exitCode = 1;
  const stood = `${findings.length - faults.length} explained findings: ${explained.map(({ rule }) => rule).join(', ')}`;
  console.log(
    `${templates.length} templates of ${Object.keys(stages).length} stages, ${faults.length} faults, ${stood}`,
  );
}

function isExplainedBy({ rule, at, says }: Finding, known: (typeof explained)[number]): boolean {
  return rule === known.rule && known.at.test(at) && known.says.test(says);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
