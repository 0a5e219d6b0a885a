/** One of the languages in which people answer, as mail programs and people write it. */
export interface Language {
  readonly tag: string;
  readonly name: string;
  readonly greeting: string;
  readonly paragraphs: readonly [string, string];
  readonly invitation: string;
  /** What a customer answers, of two paragraphs. */
  readonly answer: string;
  /** How programs introduce what they quote. `{who}` stands for our sender. */
  readonly wrote: string;
  /** From, sent, to, subject: the head of a quoted mail. */
  readonly head: readonly [string, string, string, string];
  readonly away: string;
  /** How such programs answer a subject. */
  readonly re: string;
}

export const languages: readonly Language[] = [
  {
    tag: 'en',
    name: 'Ada',
    greeting: 'Hello Ada,',
    paragraphs: [
      'We are sorry that your film stopped twice last night. You had paid for an evening without interruptions, and we did not keep that promise.',
      'The whole price is on its way back to your card, and you need not do anything.',
    ],
    invitation: 'Just answer this mail if something is still wrong: a person reads it.',
    answer: 'Thank you for writing before I did.\n\nThe money has not arrived yet, could you look?',
    wrote: 'On Mon, Nov 3, 2025 at 10:15 PM {who} wrote:',
    head: ['From', 'Sent', 'To', 'Subject'],
    away: 'I am out of the office until Monday.',
    re: 'Re',
  },
  {
    tag: 'de',
    name: 'Bernd',
    greeting: 'Guten Tag Bernd,',
    paragraphs: [
      'es tut uns leid, dass Ihr Film gestern Abend zweimal stehen geblieben ist. Sie hatten für einen ungestörten Abend bezahlt, und das haben wir nicht gehalten.',
      'Der ganze Preis ist auf dem Weg zurück auf Ihre Karte, und Sie müssen nichts tun.',
    ],
    invitation: 'Antworten Sie einfach auf diese E-Mail, wenn noch etwas nicht stimmt: Ein Mensch liest sie.',
    answer: 'Danke, dass Sie sich von selbst melden.\n\nDas Geld ist aber noch nicht da, können Sie bitte nachsehen?',
    wrote: 'Am Mo., 3. Nov. 2025 um 22:15 Uhr schrieb {who}:',
    head: ['Von', 'Gesendet', 'An', 'Betreff'],
    away: 'Ich bin bis Montag nicht im Büro.',
    re: 'AW',
  },
  {
    tag: 'fr',
    name: 'Chloé',
    greeting: 'Bonjour Chloé,',
    paragraphs: [
      'Nous sommes désolés que votre film se soit arrêté deux fois hier soir. Vous aviez payé pour une soirée sans coupure, et nous n’avons pas tenu cette promesse.',
      'La totalité du prix vous est rendue sur votre carte, et vous n’avez rien à faire.',
    ],
    invitation: 'Répondez simplement à ce message si quelque chose ne va toujours pas : une personne le lit.',
    answer: 'Merci de m’avoir écrit avant moi.\n\nL’argent n’est pas encore arrivé, pouvez-vous vérifier ?',
    wrote: 'Le lun. 3 nov. 2025 à 22:15, {who} a écrit :',
    head: ['De', 'Envoyé', 'À', 'Objet'],
    away: 'Je suis absente jusqu’à lundi.',
    re: 'RE',
  },
  {
    tag: 'es',
    name: 'Diego',
    greeting: 'Hola, Diego:',
    paragraphs: [
      'Sentimos que su película se detuviera dos veces anoche. Había pagado por una noche sin interrupciones, y no cumplimos esa promesa.',
      'El precio completo está de camino a su tarjeta, y no tiene que hacer nada.',
    ],
    invitation: 'Responda a este correo si algo sigue mal: lo lee una persona.',
    answer: 'Gracias por escribir antes que yo.\n\nEl dinero todavía no ha llegado, ¿pueden mirarlo?',
    wrote: 'El lun, 3 nov 2025 a las 22:15, {who} escribió:',
    head: ['De', 'Enviado', 'Para', 'Asunto'],
    away: 'Estoy fuera de la oficina hasta el lunes.',
    re: 'RE',
  },
  {
    tag: 'it',
    name: 'Elena',
    greeting: 'Buongiorno Elena,',
    paragraphs: [
      'ci dispiace che il suo film si sia fermato due volte ieri sera. Aveva pagato per una serata senza interruzioni, e non abbiamo mantenuto la promessa.',
      'Tutto il prezzo sta tornando sulla sua carta, e non deve fare nulla.',
    ],
    invitation: 'Risponda a questo messaggio se qualcosa ancora non va: lo legge una persona.',
    answer: 'Grazie per aver scritto per primi.\n\nI soldi però non sono ancora arrivati, potete controllare?',
    wrote: 'Il giorno lun 3 nov 2025 alle ore 22:15 {who} ha scritto:',
    head: ['Da', 'Inviato', 'A', 'Oggetto'],
    away: 'Sono fuori ufficio fino a lunedì.',
    re: 'R',
  },
  {
    tag: 'nl',
    name: 'Femke',
    greeting: 'Beste Femke,',
    paragraphs: [
      'Het spijt ons dat je film gisteravond twee keer stopte. Je had betaald voor een avond zonder onderbrekingen, en die belofte hebben we niet gehouden.',
      'De hele prijs is onderweg terug naar je kaart, en je hoeft niets te doen.',
    ],
    invitation: 'Antwoord gewoon op deze mail als er nog iets niet klopt: een mens leest hem.',
    answer: 'Bedankt dat jullie zelf schrijven.\n\nHet geld is er nog niet, kunnen jullie even kijken?',
    wrote: 'Op ma 3 nov 2025 om 22:15 schreef {who}:',
    head: ['Van', 'Verzonden', 'Aan', 'Onderwerp'],
    away: 'Ik ben tot maandag niet op kantoor.',
    re: 'Re',
  },
  {
    tag: 'pl',
    name: 'Grażyna',
    greeting: 'Dzień dobry, Grażyno,',
    paragraphs: [
      'Przykro nam, że Twój film zatrzymał się wczoraj wieczorem dwa razy. Zapłaciłaś za wieczór bez przerw, a my nie dotrzymaliśmy tej obietnicy.',
      'Cała kwota wraca na Twoją kartę i nie musisz nic robić.',
    ],
    invitation: 'Jeśli coś jest jeszcze nie tak, po prostu odpowiedz na tę wiadomość: czyta ją człowiek.',
    answer: 'Dziękuję, że napisaliście pierwsi.\n\nPieniądze jeszcze nie przyszły, czy możecie sprawdzić?',
    wrote: 'pon., 3 lis 2025 o 22:15 {who} napisał(a):',
    head: ['Od', 'Wysłano', 'Do', 'Temat'],
    away: 'Jestem poza biurem do poniedziałku.',
    re: 'ODP',
  },
  {
    tag: 'ru',
    name: 'Ирина',
    greeting: 'Здравствуйте, Ирина!',
    paragraphs: [
      'Нам жаль, что ваш фильм вчера вечером дважды останавливался. Вы заплатили за вечер без помех, и мы не сдержали обещания.',
      'Вся сумма возвращается на вашу карту, и вам ничего не нужно делать.',
    ],
    invitation: 'Просто ответьте на это письмо, если что-то ещё не так: его читает человек.',
    answer: 'Спасибо, что написали первыми.\n\nДеньги пока не пришли, не могли бы вы проверить?',
    wrote: 'пн, 3 нояб. 2025 г. в 22:15, {who}:',
    head: ['От', 'Отправлено', 'Кому', 'Тема'],
    away: 'Меня нет на работе до понедельника.',
    re: 'Re',
  },
  {
    tag: 'ja',
    name: '佐藤',
    greeting: '佐藤様',
    paragraphs: [
      '昨夜、映画の再生が二度止まってしまい、申し訳ございませんでした。中断のない時間のためにお支払いいただいたのに、その約束を守れませんでした。',
      '代金の全額をお使いのカードに返金いたしました。お手続きは何も必要ございません。',
    ],
    invitation: 'まだ何か問題がございましたら、このメールにそのままご返信ください。担当者が拝見いたします。',
    answer: '先にご連絡いただきありがとうございます。\n\nまだ返金が届いていないようです。確認していただけますか。',
    wrote: '2025年11月3日(月) 22:15 {who}:',
    head: ['差出人', '送信日時', '宛先', '件名'],
    away: '月曜日まで不在にしております。',
    re: 'Re',
  },
  {
    tag: 'ar',
    name: 'ليلى',
    greeting: 'مرحبًا ليلى،',
    paragraphs: [
      'نأسف لأن فيلمك توقف مرتين مساء أمس. لقد دفعت مقابل سهرة بلا انقطاع، ولم نفِ بهذا الوعد.',
      'المبلغ كاملًا في طريقه إلى بطاقتك، وليس عليك فعل أي شيء.',
    ],
    invitation: 'إن بقي شيء ليس على ما يرام فما عليك إلا الرد على هذه الرسالة: سيقرؤها إنسان.',
    answer: 'شكرًا لأنكم كتبتم قبل أن أكتب.\n\nلم يصل المال بعد، هل يمكنكم التحقق؟',
    wrote: 'في الاثنين، 3 نوفمبر 2025 في 10:15 م تمت كتابة ما يلي بواسطة {who}:',
    head: ['من', 'تاريخ الإرسال', 'إلى', 'الموضوع'],
    away: 'أنا خارج المكتب حتى يوم الاثنين.',
    re: 'رد',
  },
];
