/** The rooms of CONTRIBUTING.md, held by a tool. A rule names a room and what it may not know. */
const failureFolders = '^lambdas/failures/[^/]+/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-folder-circles', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.(cjs|js|d\\.ts)$',
          '(^|/)(start|schemas|write-documents|take-pictures)\\.ts$',
          'handler\\.ts$',
          '^lambdas/functions/',
          '\\.(test|proof)\\.ts$',
          '^bin/',
          '^stages/',
        ],
      },
      to: {},
    },
    {
      name: 'nothing-unlisted',
      severity: 'error',
      from: {},
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        // The tool calls what says that a peer is optional a list that it does not know.
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'lambdas-use-no-development-tools',
      severity: 'error',
      from: { path: '^(lambdas|lib|bin)' },
      to: {
        dependencyTypes: ['npm-dev'],
        // A peer is brought by whoever installs the package, and stands among the development tools for us alone.
        dependencyTypesNot: ['type-only', 'npm-peer'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'bin-knows-lib-only',
      severity: 'error',
      from: { path: '^bin' },
      to: { path: '^(lambdas|local|cli|publisher|test)/' },
    },
    {
      name: 'stages-know-what-a-stage-is',
      severity: 'error',
      from: { path: '^stages/' },
      to: { pathNot: '^(lib/app/stage\\.ts$|stages/)' },
    },
    {
      name: 'lib-knows-of-the-code-what-it-deploys',
      comment:
        'the catalog, the names of outcomes and of what partners tell, the options of a provider, the name that a misspelt one stands for, the modes, the default limits, the reasons for which people reject, the event that says that an incident is mended, the duties of operators, the indexes by which they search, the tag that names queues, what is wrong with words, what words a brand brings, the types of the environment, and in whose name metrics are written, the channels and what they publish, the columns of insight and what is asked of them, from when on a mail is late, how far apart mails lie that nobody waits for, where it is noted that a mail left, the languages of mails, how what is in force is described, what can be reported and the settings of whoever takes it, the detectors, how a table of usage is described, what is told of conversations and of what customers answer, who looks after them and answers by mail, where mails that came and mails that left lie, how a contact center calls and what it tells; never the road',
      severity: 'error',
      from: { path: '^lib' },
      to: {
        path: '^(lambdas|publisher|local|cli|test)/',
        pathNot:
          '^lambdas/(detect/(definition/detector|paged/usage|([a-z-]+)/\\3)|channels/(amplification/amplification|networks|complaints/complaint-rule|events/(channel|answer)-events|(facebook|chatwoot|instagram|vk|odnoklassniki)/(facebook|chatwoot|instagram|vk|odnoklassniki)-settings|(x|wechat|linkedin)/send/(x|wechat|linkedin)-settings|facebook/facebook|instagram/instagram-account|chatwoot/chatwoot|http/own-channel|vk/vk-community|x/x-account|wechat/(wechat-account|send/service-templates)|odnoklassniki/ok-group|linkedin/linkedin-page|sms/(sms|send/(sms-settings|tag-key))|whatsapp/(whatsapp|send/whatsapp-settings)|networks/(qzone|renren)|port/(channel-definition|topic-channel|message-channels)|rules/(closed-network|network-rules|quiet-hours))|conversation/owners/(agent|owner-rules|opening-hours)|email/inbound/raw-prefix|feedback/feedback-event|failures/(catalog|definition/(failure-definition|nearest-name|policy))|fulfilment/(port/partner-events|stripe/stripe-connect)|in-force/(describe-in-force|in-force)|insight/(insight-record|late-mail|questions/question|weekly/sent-weeks)|ledger/(port/remedy-index|follow/follow-ups)|model/(controls|limits|judging/(reason-code|gesture|incident-fixed))|operator-api/duty|conversation/letter-type|phone/(contact-event|phone-setting)|outcomes/(conversation-event|inquiry|outcome|synthetic|undelivered-mail)|reports/report-source|retry/directory-tag|words/(brand-words|locales|lint/(brand-words-problems|words-problems))|runtime/(channels/(channel|topic)-settings|feedback/feedback-settings|feed/feed-settings|letters/letter-settings|environment/(environment|insight-setting)|insight/(insight|weekly)-settings|reports/intake-settings|shop/shop-settings|detect/detector-settings|replies/replies-settings|phone/phone-settings|telemetry/all-services))\\.ts$',
      },
    },
    {
      name: 'the-deployed-code-knows-no-other-top-level-room',
      severity: 'error',
      from: { path: '^lambdas' },
      to: { path: '^(bin|lib|publisher|local|cli|test)/' },
    },
    {
      name: 'the-publisher-knows-contracts-only',
      comment: 'it runs in the programs of others: no function, no stack, no local system comes along',
      severity: 'error',
      from: { path: '^publisher' },
      to: { path: '^(bin|lib|local|cli|lambdas/(?!failures/|model/))|^lambdas/.*handler\\.ts$' },
    },
    {
      name: 'the-publisher-uses-no-development-tools',
      severity: 'error',
      from: { path: '^publisher' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only', 'npm-peer'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'the-emulator-knows-no-refunds',
      comment: 'it runs any template: AWS services, and nothing of what runs on them',
      severity: 'error',
      from: { path: '^local/emulator/' },
      to: { path: '^(bin|lib|lambdas|publisher|cli)/|^local/(?!emulator/)|^node_modules/stripe' },
    },
    {
      name: 'the-local-company-knows-the-emulator-only',
      severity: 'error',
      from: { path: '^local/company/' },
      to: { path: '^local/(?!emulator/|company/)' },
    },
    {
      name: 'the-local-system-knows-no-demo',
      severity: 'error',
      from: { path: '^local/system/' },
      to: { path: '^local/demo/' },
    },
    {
      name: 'only-one-machine-breaks-things-on-purpose',
      comment: 'no console that is deployed, or signs for a real stage, has a way to the page that breaks things',
      severity: 'error',
      from: { path: '^(bin|lib|lambdas|publisher|cli|console)/' },
      to: { path: '^local/(beside|trouble|company|practice)/', reachable: true },
    },
    { name: 'only-tests-know-tests', severity: 'error', from: { pathNot: '^test' }, to: { path: '^test' } },
    {
      name: 'model-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^lambdas/model' },
      to: { path: '^(lambdas/(?!model/)|lib|local|cli)' },
    },
    {
      name: 'only-the-wiring-knows-the-edges',
      comment: 'an edge is a file named after a technology',
      severity: 'error',
      from: {
        path: '^lambdas',
        pathNot:
          '^lambdas/(runtime/(wiring/[a-z-]+|seals/key-ring-wiring|insight/(insight|weekly)-wiring|channels/(door|messages|answers|hearing)-wiring|messages/message-wiring|reports/intake-wiring|letters/letter-wiring|feed/feed-wiring|detect/detector-wiring|detect/(detector|paged)-wiring|shop/shop-wiring|secrets/answer-about-secrets|replies/(replies|rule-set)-wiring|phone/phone-wiring|sent/keeping-wiring)|channels/[^/]+/(answer|messages)-handler|.+/(dynamo|stripe|ses|secretsmanager|eventbridge|http|sqs|lambda|s3|athena|smsvoice|socialmessaging|connect)-[^/]+|channels/(port/ask-network|facebook/facebook-graph|instagram/instagram-graph|meta/ask-graph|vk/vk-methods|chatwoot/chatwoot-messages|x/send/x-api|wechat/send/wechat-(api|token)|odnoklassniki/ok-messages|linkedin/send/linkedin-(comments|token)))\\.ts$',
      },
      to: {
        path: '^lambdas/(.+/(dynamo|stripe|ses|secretsmanager|eventbridge|http|sqs|lambda|s3|athena|smsvoice|socialmessaging|connect)-[^/]+|channels/(facebook/facebook-graph|instagram/instagram-graph|meta/ask-graph|vk/vk-methods|chatwoot/chatwoot-messages|x/send/x-api|wechat/send/wechat-(api|token)|odnoklassniki/ok-messages|linkedin/send/linkedin-(comments|token)))\\.ts$',
      },
    },
    {
      name: 'only-edges-and-runtime-know-vendors',
      severity: 'error',
      from: {
        path: '^lambdas',
        pathNot:
          '^lambdas/(runtime/|.+/(dynamo|stripe|ses|secretsmanager|eventbridge|http|sqs|lambda|s3|athena|smsvoice|socialmessaging|connect)-[^/]+\\.ts$)',
      },
      to: { path: 'node_modules/(@aws-sdk|@aws-lambda-powertools|@middy|stripe|nodemailer)/' },
    },
    {
      name: 'only-runtime-carries-middleware',
      severity: 'error',
      from: { path: '^lambdas', pathNot: '^lambdas/runtime/' },
      to: { path: 'node_modules/@middy/' },
    },
    {
      name: 'only-handlers-know-the-runtime',
      severity: 'error',
      from: { path: '^lambdas', pathNot: ['^lambdas/(runtime|functions)/', 'handler\\.ts$'] },
      to: { path: '^lambdas/runtime/' },
    },
    {
      name: 'the-road-knows-ports-only',
      comment: 'flow may use the rooms it leads through, never how a function runs',
      severity: 'error',
      from: { path: '^lambdas/flow' },
      to: {
        path: '^lambdas/(runtime|failures/catalog|failures/(?!(definition|shared|sentences|in-kind|gestures)/)[^/]+/)',
      },
    },
    {
      name: 'one-failure-type-knows-no-other',
      severity: 'error',
      from: { path: '^lambdas/failures/([^/]+)/' },
      to: { path: failureFolders, pathNot: '^lambdas/failures/($1|definition|shared|sentences|in-kind|gestures)/' },
    },
    {
      name: 'a-failure-type-knows-the-model-and-its-contract',
      severity: 'error',
      from: { path: failureFolders, pathNot: '/handler\\.ts$' },
      to: { path: '^lambdas/', pathNot: '^lambdas/(model/|failures/|schedules/)' },
    },
    {
      name: 'the-schedules-know-the-model-only',
      comment: 'published tables are data, and what is owed under them is arithmetic',
      severity: 'error',
      from: { path: '^lambdas/schedules' },
      to: { path: '^lambdas/', pathNot: '^lambdas/(model|schedules)/' },
    },
    {
      name: 'the-ledger-knows-no-flow',
      severity: 'error',
      from: { path: '^lambdas/(ledger|fulfilment|email|outcomes|retry|received|books)/' },
      to: { path: '^lambdas/(flow|runtime|failures)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
