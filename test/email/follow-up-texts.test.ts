import { approvedText, correctionText, refusalText, resolutionText } from '../../lambdas/email/follow-up-texts';

it('the correction names the money, says that it did not arrive, and promises no date', () => {
  const { subject, paragraphs } = correctionText({ money: '£3.99', replacement: false, entitlements: [] });
  expect(subject).toBe('About the £3.99 we told you of');
  const text = paragraphs.join('\n');
  expect(text).toMatch(/£3\.99 .*has not arrived/);
  expect(text).not.toMatch(/\d (business )?days|tomorrow|soon|new one/);
});

it('the correction of a new one that cannot be sent speaks of no money', () => {
  const { subject, paragraphs } = correctionText({ money: undefined, replacement: true, entitlements: [] });
  expect(subject).toBe('About the new one we told you of');
  expect(paragraphs.join('\n')).toMatch(/cannot be sent after all/);
  expect(paragraphs.join('\n')).not.toMatch(/on its way back/);
});

it('the correction names everything that was announced and did not come', () => {
  const entitlements = [{ done: 'given you another pass', name: 'the other pass' }];
  const { subject, paragraphs } = correctionText({ money: '£3.99', replacement: false, entitlements });
  expect(subject).toBe('About the £3.99 and the other pass we told you of');
  expect(paragraphs.join('\n')).toContain('I wrote to you that I had given you another pass. I have to correct that');
});

it('the resolution says what was given in its place', () => {
  expect(resolutionText(['I’ve given you back £3.99.']).paragraphs).toContain('I’ve given you back £3.99.');
});

it('the refusal says nothing but what the person wrote, paragraph by paragraph', () => {
  expect(refusalText('We looked.\n\n\nIt played on.\n\n  ').paragraphs).toEqual(['We looked.', 'It played on.']);
});

it('words that somebody approved take the place of ours, and what was given is said below them', () => {
  const ours = { subject: 'Sorry', preview: 'p', paragraphs: ['Ours.'] };
  expect(approvedText(ours, 'Theirs.\n\nReally.', ['£3.99 is back.'])).toEqual({
    ...ours,
    paragraphs: ['Theirs.', 'Really.', '£3.99 is back.'],
  });
  expect(approvedText(ours, '', ['£3.99 is back.'])).toBe(ours);
});
