import { incidentFixedType } from '../../../lambdas/model/judging/incident-fixed';
import type { FollowUps } from '../../../lib';
import { rightsOf } from '../rights';
import { oneFailure, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const templateOf = (followUps: FollowUps | undefined) =>
  new TeamStack(() => ({ failures: oneFailure, followUps })).template();

const rules = (template: ReturnType<typeof templateOf>) =>
  Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(({ Properties }) =>
    JSON.stringify(Properties['EventPattern']),
  );

const variablesOf = (template: ReturnType<typeof templateOf>): unknown =>
  resourceOf(template, 'AWS::Lambda::Function', 'AmendsApologyMailApologise').Properties['Environment'];

const sweepMayQueryTable = (template: ReturnType<typeof templateOf>): boolean =>
  Object.values(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).some(
    ({ Properties }) =>
      JSON.stringify(Properties['Roles']).includes('AmendsSweep') &&
      /"dynamodb:PutItem","dynamodb:Query"/.test(JSON.stringify(Properties['PolicyDocument'])),
  );

const writerMayQueryTable = (template: ReturnType<typeof templateOf>): boolean =>
  JSON.stringify(rightsOf(template, 'AmendsApologyMailApologise')).includes('dynamodb:Query');

it('who writes may look at all that was written to a customer and by them only where customers are followed up', () => {
  expect(writerMayQueryTable(templateOf(undefined))).toBe(false);
  expect(writerMayQueryTable(templateOf({ refund: true }))).toBe(true);
});

it('without the option nobody is followed up, and nobody hears that an incident is mended', () => {
  const template = templateOf(undefined);
  expect(variablesOf(template)).not.toMatchObject({ Variables: { FOLLOW_UPS: expect.anything() } });
  expect(JSON.stringify(template.toJSON())).not.toContain(incidentFixedType);
  expect(sweepMayQueryTable(template)).toBe(false);
});

it('which customers are followed up, the function that writes is told', () => {
  const template = templateOf({ refund: true, daysApart: 10 });
  expect(variablesOf(template)).toMatchObject({ Variables: { FOLLOW_UPS: '{"refund":true,"daysApart":10}' } });
  expect(JSON.stringify(template.toJSON())).not.toContain(incidentFixedType);
});

it('that an incident is mended comes from the systems that publish failures, and from nobody else', () => {
  const template = templateOf({ mended: true });
  const ofFixes = rules(template).filter((pattern) => pattern.includes(incidentFixedType));
  expect(ofFixes).toEqual([expect.stringContaining('com.example.')]);
  expect(ofFixes[0]).not.toContain('amends');
  expect(sweepMayQueryTable(template)).toBe(true);
});

it.each([0, 11, 1.5])('%s days apart are refused at the synthesis', (daysApart) => {
  expect(() => templateOf({ refund: true, daysApart })).toThrow('followUps.daysApart is a whole number from 1 to 10');
});
