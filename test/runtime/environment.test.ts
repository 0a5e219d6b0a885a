import { apologySettings, remedySettings, SettingsError } from '../../lambdas/runtime/environment';

it('names every setting that is missing or malformed, at once', () => {
  const environment = { LEDGER_TABLE_NAME: 'ledger', STRIPE_API_URL: 'not a url' };
  expect(() => remedySettings(environment)).toThrow(SettingsError);
  expect(() => remedySettings(environment)).toThrow(/EVENT_BUS_NAME, STRIPE_SECRET_NAME, STRIPE_API_URL/);
});

it('says which prop a missing sender comes from', () => {
  expect(() => apologySettings({})).toThrow(/SENDER_EMAIL.*RefundAutomation/);
});

it('takes what it needs and leaves the rest', () => {
  const settings = {
    LEDGER_TABLE_NAME: 'ledger',
    EVENT_BUS_NAME: 'bus',
    STRIPE_SECRET_NAME: 's',
    STRIPE_API_URL: 'https://api.stripe.com',
  };
  expect(remedySettings({ ...settings, PATH: '/bin' })).toEqual(settings);
});
