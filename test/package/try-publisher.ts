import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { deployingPackages } from '../../lib/deploying-packages';
import { ended, install, run } from './packed-package';
import { say } from './say';

const mostMegabytes = 60;

/**
 * Proves that a product system that only publishes installs little, whatever module system and whichever zod it has:
 * the packed tarball is installed into a fresh folder and used from CommonJS, from ES modules and from TypeScript.
 */
export async function tryPublisher(tarball: string, folder: string): Promise<void> {
  say('npm install, of a product system that only publishes');
  const shop = fresh(folder, 'shop', { amends: `file:${tarball}`, zod: '^4.6.7' });
  checkSize(shop);
  say('publishing, from CommonJS and from ES modules');
  for (const [file, program] of Object.entries(programs)) {
    writeFileSync(path.join(shop, file), program);
    checkEntry(run('node', [file], shop));
  }
  say('what only deploying needs is named');
  const { code, stderr } = ended('node', ['--eval', `require('amends')`], shop);
  assert.notEqual(code, 0);
  for (const name of Object.keys(deployingPackages)) assert.ok(stderr.includes(`"${name}@`), stderr);
  const functions = ended('node', ['--eval', `require('amends/runtime')`], shop);
  assert.match(functions.stderr, /npm install (?:"[^"]+" )+"stripe@[^"]+"$/m);
  checkCommand(shop);
  checkTypes(shop);
  say('npm install, beside zod 3');
  const older = fresh(folder, 'older-shop', { amends: `file:${tarball}`, zod: '^3.25.76' });
  assert.match(versionOf(older, 'zod'), /^3\./);
  writeFileSync(path.join(older, 'publish.cjs'), programs['publish.cjs']);
  checkEntry(run('node', ['publish.cjs'], older));
}

/** A folder with nothing but these packages. */
function fresh(folder: string, name: string, dependencies: Readonly<Record<string, string>>): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  writeFileSync(path.join(made, 'package.json'), JSON.stringify({ name, private: true, dependencies }));
  install(made);
  return made;
}

function checkSize(shop: string): void {
  const modules = path.join(shop, 'node_modules');
  for (const name of Object.keys(deployingPackages)) {
    assert.ok(!existsSync(path.join(modules, name)), `${name} came along`);
  }
  const megabytes = sizeOf(modules) / 1024 / 1024;
  say(`${megabytes.toFixed(1)} MB with zod`);
  assert.ok(megabytes < mostMegabytes, `${megabytes} MB are more than ${mostMegabytes}`);
}

/** What a folder takes on a disk with blocks of 4 KB. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => Math.ceil(statSync(path.join(each.parentPath, each.name)).size / 4096) * 4096)
    .reduce((sum, size) => sum + size, 0);
}

const publishing = `
const [{ detail }] = catalog.find(({ type }) => type === 'ParcelLost').stories;
const publisher = new FailurePublisher({ busName: 'shop', client: { send: async ({ input }) => {
  console.log(JSON.stringify(input.Entries));
  return { Entries: [{ EventId: 'event' }] };
} } });
publisher.publish({ type: 'ParcelLost', detail }).then(({ published }) => process.exit(published === 1 ? 0 : 1));
`;

const programs = {
  'publish.cjs': `const { catalog, FailurePublisher } = require('amends/publisher');\n${publishing}`,
  'publish.mjs': `import { catalog, FailurePublisher } from 'amends/publisher';\n${publishing}`,
};

/** The one entry that a program published. */
function checkEntry(published: string): void {
  const [entry, ...others] = z
    .array(z.object({ DetailType: z.string(), Source: z.string(), Detail: z.string() }))
    .parse(JSON.parse(published));
  assert.deepEqual([entry?.DetailType, entry?.Source, others.length], ['ParcelLost', 'com.example.shop', 0]);
}

/** The operators' command comes along, and works where nothing of the source tree is. */
function checkCommand(shop: string): void {
  say('npx amends');
  const amends = (...args: string[]) => ended('npx', ['--no-install', 'amends', ...args], shop);
  assert.equal(amends('--version').stdout.trim(), versionOf(shop, 'amends'));
  const schema = z
    .object({ properties: z.object({ schemaVersion: z.object({ type: z.string(), const: z.number() }) }) })
    .parse(JSON.parse(amends('schemas', 'show', 'ParcelLost').stdout));
  assert.deepEqual(schema.properties.schemaVersion, { type: 'integer', const: 1 });
  const unaddressed = amends('holds', 'list');
  assert.equal(unaddressed.code, 2);
  assert.match(unaddressed.stderr, /The URL of the operator API is missing/);
}

const typed = `
import { catalog, FailurePublisher, type FailureOf } from 'amends/publisher';
import { parcelLost, defineFailure, parseFailure } from 'amends/failures';
import { remedyHandler } from 'amends/runtime';
import { schedules } from 'amends/schedules';
const [{ detail }] = parcelLost.stories;
const failure: FailureOf<typeof parcelLost> = { type: 'ParcelLost', detail: parseFailure(parcelLost, detail) };
export const published = new FailurePublisher({ busName: 'shop' }).publish(failure);
// @ts-expect-error: there is no such failure type, so the names were found with their types
export const unknown = new FailurePublisher({ busName: 'shop' }).publish({ type: 'ParcelEaten', detail });
export const all = [remedyHandler(parcelLost), catalog.length, schedules.length, defineFailure];
`;

/** How TypeScript may be told to find packages. */
const resolutions = [
  ['commonjs', 'node10'],
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
  ['preserve', 'bundler'],
] as const;

function checkTypes(shop: string): void {
  install(shop, '--save-dev', 'typescript@5.9.3', '@types/node@20.19.43');
  for (const file of ['typed.ts', 'typed.mts']) writeFileSync(path.join(shop, file), typed);
  for (const [module, moduleResolution] of resolutions) {
    say(`TypeScript, module ${module}, moduleResolution ${moduleResolution}`);
    // The types of all packages are checked as well. zod's have default imports.
    const settings = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node', '--esModuleInterop'];
    const found = ['--module', module, '--moduleResolution', moduleResolution];
    const files = module === 'commonjs' ? ['typed.ts'] : ['typed.ts', 'typed.mts'];
    run('npx', ['--no-install', 'tsc', ...settings, ...found, ...files], shop);
  }
}

function versionOf(folder: string, name: string): string {
  const manifest = readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}
