import { Template } from 'aws-cdk-lib/assertions';
import { LedgerStack } from '../../../lib/app/ledger-stack';
import { readStage } from '../../../lib/app/stage-config';
import { resourceOf, resourcesOf, testApp } from '../synthesize';

function templateOf(settings: Readonly<Record<string, unknown>>): Template {
  return Template.fromStack(new LedgerStack(testApp(), 'Ledger', readStage('example', settings)));
}

test('a new identity of the sender lives with the ledger, and outlives both stacks', () => {
  const identity = resourceOf(templateOf({}), 'AWS::SES::EmailIdentity');
  expect(identity.Properties['EmailIdentity']).toBe('example.com');
  expect(identity).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('its outputs are all that the DNS of the sender needs', () => {
  const outputs = templateOf({ mailFromDomain: 'post.example.com' }).findOutputs('*') as Record<
    string,
    { Value: unknown }
  >;
  expect(JSON.stringify(outputs['SenderDnsRecords']?.Value)).toMatch(/DkimDNSTokenName1.* CNAME .*DkimDNSTokenValue3/);
  expect(outputs['MailFromDnsRecords']?.Value).toBe(
    'post.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com, post.example.com TXT "v=spf1 include:amazonses.com ~all"',
  );
  expect(outputs['DmarcDnsRecord']?.Value).toBe('_dmarc.example.com TXT "v=DMARC1; p=none;"');
});

test('an identity that exists is used, and none is made', () => {
  const template = templateOf({ senderIdentity: 'example.com' });
  expect(resourcesOf(template, 'AWS::SES::EmailIdentity')).toEqual({});
  expect(Object.keys(template.findOutputs('*'))).not.toContain('SenderDnsRecords');
});
