import { closingScreen } from '../../../local/run/closing-screen';
import { reportOf } from '../../../local/demo/report/report';

it('the screen on which the demo ends fits a terminal of 80 columns and 24 lines', () => {
  const partners = { replacements: [], calls: [], credits: [], entitlements: [], recoveries: [] };
  const remedy = {
    remedyId: `rem_${'f'.repeat(32)}`,
    type: 'ItemNotAsDescribed',
    customerId: 'cus_904',
    state: 'held',
    occurredAt: new Date(0).toISOString(),
    parts: [],
    waitsFor: 'the merchant’s answer',
    waitsForPerson: true,
    notice: 'none',
  };
  const remedies = Array.from({ length: 12_345 }, () => remedy);
  const report = reportOf({
    events: 99_999,
    journeys: [],
    remedies,
    mails: [],
    partners,
    rejected: [],
    deadLetters: [],
  });
  const screen = closingScreen({
    report,
    console: 'http://127.0.0.1:65535/',
    inbox: 'http://127.0.0.1:65530',
    gallery: 'http://127.0.0.1:65533',
    tableBrowser: 'http://127.0.0.1:65534',
    busName: 'AmendsRefundslocalAmendsBusB1754464',
    files: { shell: '/tmp/amends-local-AbCdEf/environment.sh', powerShell: '/tmp/amends-local-AbCdEf/environment.ps1' },
    localOption: '--local-port 65528',
  });
  const lines = screen.split('\n');
  // The line below is the cursor's.
  expect(lines.length).toBeLessThan(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(screen).toContain('12345 wait for a person');
  expect(screen).toContain('waiting: 12345 (12345 for a person, 0 that end');
  expect(screen).toMatch(/You are the operator alice there; for a second approval be --as bob/);
  expect(screen).toMatch(/AWS CLI before 2\.13\.0 ignores these addresses/);
});
