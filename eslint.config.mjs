// @ts-check
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What Node.js has beyond the language itself, as far as the tools use it. */
const NODE = [
  'AbortSignal',
  'Buffer',
  'URL',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setInterval',
  'setTimeout',
];

/** Modules that turn constructs into Terraform. */
const CDKTF = ['cdktf', 'cdktf/*', 'constructs', '@cdktf/*'];
const PROVIDERS = ['@cdktf/*'];

/**
 * The layers of lib: which other folders of lib a folder may not import, and which modules. What may import what runs
 * one way only: models <- writers; models and images <- runtime; all of these <- constructs.
 * @type {{ layer: string, notFolders: string[], notModules: string[], except?: string[] }[]}
 */
const LAYERS = [
  { layer: 'models', notFolders: ['writers', 'images', 'runtime', 'constructs'], notModules: CDKTF },
  { layer: 'writers', notFolders: ['images', 'runtime', 'constructs'], notModules: CDKTF },
  { layer: 'images', notFolders: ['models', 'writers', 'runtime', 'constructs'], notModules: CDKTF },
  { layer: 'runtime', notFolders: ['writers', 'constructs'], notModules: [] },
  // The stack for the person who wants a gateway makes the providers itself.
  { layer: 'constructs', notFolders: [], notModules: PROVIDERS, except: ['lib/constructs/dual-mta-stack.ts'] },
];

const layerRules = LAYERS.map(({ layer, notFolders, notModules, except = [] }) => ({
  files: [`lib/${layer}/**/*.ts`],
  ignores: except,
  rules: {
    'no-restricted-imports': /** @type {const} */ ([
      'error',
      {
        patterns: [
          {
            regex: `^\\.\\.(/\\.\\.)*(/?$|/(${['index', ...notFolders].join('|')})(/|$))`,
            message: `lib/${layer} lies below that layer.`,
          },
          ...(notModules.length > 0 ? [{ group: notModules, message: `That is not known in lib/${layer}.` }] : []),
        ],
      },
    ]),
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'dist-jsii', 'cdktf.out', 'coverage'] },
  eslint.configs.recommended,
  {
    languageOptions: { globals: Object.fromEntries(NODE.map((name) => [name, 'readonly'])) },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // jsii knows index signatures and no Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // A property that is not given and one that is undefined are not always the same as an empty text.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  ...layerRules,
  prettier,
);
