import type { ExpectedRemedy } from './expected-remedy';

/** What each story leads to, by its id. */
export const expectedOfStories: Readonly<Record<string, ExpectedRemedy>> = {
  'film-stuttered': {
    state: 'issued',
    refund: { amount: 399, currency: 'gbp' },
    mail: ['Dear Zoë Park,', '“Paris, Texas”', 'We’ve refunded £3.99 to the card you paid with.'],
  },
  'subscriber-stalled': {
    state: 'issued',
    refund: { amount: 100, currency: 'eur' },
    mail: ['“De Oost”', 'That is for this film. Your subscription stays as it is.'],
  },
  'film-on-trial': {
    state: 'issued',
    mail: ['“La grande bellezza”', 'I’m sorry', 'I wanted you to hear it from us.'],
    mailLacks: /refunded|credit|€/,
  },
  'wifi-died-half-way': {
    state: 'issued',
    refund: { amount: 1_900, currency: 'usd' },
    mail: ['flight XY 204', 'We’ve refunded $19.00 to the card you paid with.', 'There is nothing you need to do.'],
    mailLacks: /https?:|form\b|call us|\+\d/,
  },
  'wifi-never-came-up': {
    state: 'issued',
    refund: { amount: 1_800, currency: 'jpy' },
    mail: ['佐藤 ゆき 様', '一度もつながりませんでした', '￥1,800を返金しました。'],
  },
  'console-for-christmas': {
    state: 'issued',
    replacements: [
      { sku: 'console-handheld-blue', quantity: 1, to: 'David Okafor', giftWrap: false, state: 'shipped' },
    ],
    recovery: { bearer: 'carrier', partyId: 'carrier_northway', amountMinor: 18_900, currency: 'GBP' },
    mail: ['The carrier’s papers say otherwise.', 'A new one is on its way and arrives by', 'You pay nothing'],
    mailLacks: /console/i,
  },
  'gifts-to-two-recipients': {
    state: 'issued',
    replacements: [
      {
        sku: 'scarf-wool-red',
        to: 'Ruth Marsh, 14 Elm Street, Portland, ME 04101, United States',
        giftWrap: true,
        state: 'shipped',
      },
      {
        sku: 'train-set-wood',
        to: 'Sam Ortiz, 220 Mesa Road, Tucson, AZ 85701, United States',
        giftWrap: true,
        state: 'shipped',
      },
    ],
    recovery: { bearer: 'carrier', partyId: 'carrier_eastline', amountMinor: 13_200, currency: 'USD' },
    mail: ['The two parcels to the addresses you gave', 'gift-wrapped', 'straight to the address you gave'],
    mailLacks: /scarf|train|Ruth|Ortiz|Elm Street|Mesa Road/i,
  },
  'last-one-in-stock': {
    state: 'issued',
    refund: { amount: 8_990, currency: 'eur' },
    recovery: { bearer: 'carrier', partyId: 'carrier_mittelpost', amountMinor: 8_990, currency: 'EUR' },
    mail: ['Guten Tag Jürgen Weiß,', 'Ersatz können wir Ihnen nicht schicken.', 'Wir haben Ihnen 89,90'],
  },
  'present-from-porch': {
    state: 'issued',
    replacements: [{ sku: 'telescope-kids', express: true, giftWrap: true, to: 'Priya Raman', state: 'shipped' }],
    calls: [{ channel: 'phone', at: '+12025550147', name: 'Priya Raman', deadlineSeconds: 60, state: 'done' }],
    recovery: { bearer: 'platform', amountMinor: 5_999, currency: 'USD' },
    mail: ['A new one is on its way by express'],
    mailLacks: /telescope/i,
  },
  'boots-without-phone-number': {
    state: 'issued',
    replacements: [{ sku: 'boots-42', express: true, giftWrap: false, to: 'Léa Tremblay', state: 'shipped' }],
    calls: [{ channel: 'facebook', at: 'lea.tremblay.example', deadlineSeconds: 60, state: 'done' }],
    recovery: { bearer: 'platform', amountMinor: 11_800, currency: 'CAD' },
    mail: ['«\u00A0Bottes d’hiver\u00A0»', 'par envoi express'],
  },
  'merchant-never-answered': { state: 'held' },
  'merchant-answered': { state: 'held' },
  'reader-broken-by-owner': {
    state: 'issued',
    replacements: [{ sku: 'reader-6in', returnLabel: true, to: 'Grace Lindqvist', state: 'shipped' }],
    recovery: { bearer: 'platform', amountMinor: 8_999, currency: 'GBP' },
    mail: ['in your own hands makes no difference', 'A new one is on its way', 'A prepaid label for the old one'],
  },
  'teapot-out-of-stock': {
    state: 'issued',
    refund: { amount: 6_800, currency: 'jpy' },
    recovery: { bearer: 'carrier', amountMinor: 6_800, currency: 'JPY' },
    mail: [
      '「鉄瓶」が破損した状態で届きました。',
      '代わりの品をお送りすることができません。',
      '元の品をお送りいただく必要はありません。',
    ],
  },
  'two-mugs-of-ten': {
    state: 'issued',
    replacements: [{ sku: 'mug-blue', returnLabel: true, to: 'Owen Hughes', state: 'shipped' }],
    recovery: { bearer: 'carrier', amountMinor: 1_800, currency: 'GBP' },
    mail: ['Two of the 10 you bought of “Blue mug” reached you broken.', 'Two new ones are on their way'],
  },
  'kettle-defect': {
    state: 'issued',
    replacements: [{ sku: 'kettle-17', returnLabel: true, to: 'Ana Souza', state: 'shipped' }],
    recovery: { bearer: 'platform', amountMinor: 18_990, currency: 'BRL' },
    mail: ['Foi assim que o vendemos a você', 'Um produto novo está a caminho'],
  },
  // Given at once; the mail waits for a person.
  'book-deleted-overnight': {
    state: 'issued',
    refund: { amount: 99, currency: 'usd' },
    credits: [{ accountId: 'acct_911', amountMinor: 3_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
  },
  'game-vanished': {
    state: 'issued',
    refund: { amount: 14_900, currency: 'sek' },
    credits: [{ accountId: 'cus_944', amountMinor: 30_000, currency: 'SEK', basis: 'goodwill', state: 'booked' }],
  },
  'present-too-late': {
    state: 'issued',
    refund: { amount: 795, currency: 'usd' },
    credits: [{ accountId: 'wallet_808', amountMinor: 1_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
    mail: [
      'We’ve refunded $7.95 to the card you paid with.',
      'We’ve put $10.00 of credit on your account',
      'There is another way to have it in time',
      'in our shop on State Street',
    ],
  },
  'parcel-in-snow': {
    state: 'issued',
    credits: [{ accountId: 'cus_823', amountMinor: 1_000, currency: 'EUR', basis: 'goodwill', state: 'booked' }],
    mail: ['We expect it by', 'We’ve put 10,00'],
    mailLacks: /refunded/,
  },
  'subscription-down': {
    state: 'issued',
    // Its share is 0.33, and nobody is sent so little.
    refund: { amount: 100, currency: 'eur' },
    // Which spaces stand between a number and its unit differs from unit to unit.
    mail: ['il nous a fallu 9', 'heures et 15', 'Nous vous avons remboursé 1,00'],
    mailLacks: /0,33/,
  },
  'line-waited-for-repair': {
    state: 'issued',
    refund: { amount: 667, currency: 'gbp' },
    mail: ['7 days and 3 hours to repair it', 'We’ve refunded £6.67 to the card you paid with.'],
  },
  'installer-never-came': {
    state: 'issued',
    credits: [{ accountId: 'cus_1590', amountMinor: 1_500, currency: 'NZD', basis: 'goodwill', state: 'booked' }],
    mail: ['nobody came', 'We’ve put $15.00 of credit'],
  },
  'song-about-guitar': {
    state: 'issued',
    calls: [
      {
        channel: 'twitter',
        at: 'corrigansings',
        deadlineSeconds: 300,
        budgetMinor: 3_000,
        currency: 'CAD',
        state: 'done',
      },
    ],
    mail: ['should not have had to say it in public'],
  },
  'post-without-answer': {
    state: 'issued',
    calls: [
      {
        channel: 'facebook',
        at: 'aylin.demir',
        deadlineSeconds: 300,
        budgetMinor: 2_000,
        currency: 'EUR',
        state: 'done',
      },
    ],
    mail: ['Sie hätten es nicht öffentlich sagen müssen'],
    mailLacks: /<b>|Seit zwei Wochen/,
  },
};
