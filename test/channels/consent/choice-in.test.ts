import { choiceIn } from '../../../lambdas/channels/consent/choice-in';

it.each([
  ...[
    'STOP',
    'stop',
    ' Stop! ',
    'STOP.',
    'stop please',
    'Stop, thank you',
    'ＳＴＯＰ',
    'st\u200bop',
    'UNSUBSCRIBE',
    'opt-out',
  ],
  ...['cancel', 'END', 'quit', 'Stopp', 'Abmelden', 'Ende', 'ARRÊT', 'arret', 'Désabonner', 'BAJA', 'alto', 'parar'],
  ...[
    'SAIR',
    'descadastrar',
    '停止',
    '配信停止。',
    'ストップ',
    '退订',
    '取消订阅',
    'TD',
    'Стоп',
    'отписаться',
    'ОТМЕНА',
  ],
])('“%s” ends the channel', (text) => {
  expect(choiceIn(text)).toBe('stop');
});

it.each(['START', 'unstop', 'Weiter', 'reprendre', 'ALTA', 'voltar', '再開', '恢复', 'старт'])(
  '“%s” begins it again',
  (text) => {
    expect(choiceIn(text)).toBe('start');
  },
);

it.each([
  'cancel my order',
  'Stop sending me to another department, I want my money',
  'My film would not stop stuttering',
  'When does it end?',
  'Mein Film hat kein Ende',
  'remove the charge',
  'No quiero cancelar',
  '为什么还没有退订',
  'end of story',
  '',
  '👍',
])('“%s” is for a person', (text) => {
  expect(choiceIn(text)).toBeUndefined();
});
