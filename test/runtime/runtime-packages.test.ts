import { peerDependencies } from '../../package.json';
import { checkRuntimePackages, runtimePackages } from '../../lambdas/runtime/runtime-packages';

it('what functions need beside the package are some of its optional peers, in the same versions', () => {
  expect(peerDependencies).toMatchObject(runtimePackages);
});

it('who uses amends/runtime without them is told all that are missing at once, and what to type', () => {
  const check = (...missing: string[]) => checkRuntimePackages((name) => !missing.includes(name));
  expect(() => check('nodemailer')).toThrow(/^amends\/runtime needs .*: npm install "nodemailer@\^10\.6\.0"$/);
  expect(() => check('nodemailer', 'stripe')).toThrow(/npm install "nodemailer@\^10\.6\.0" "stripe@\^23\.1\.0"$/);
  expect(() => check()).not.toThrow();
});
