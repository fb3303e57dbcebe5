import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import { URL } from 'node:url';
import ts from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url));
const layer = (target, from, message) => ({ target, from, message });

/** Who may import whom: lib <- api <- ui <- shared <- features <- app; features are islands. */
const zones = [
  layer(
    './src/lib',
    ['./src/api', './src/ui', './src/shared', './src/features', './src/app'],
    'lib stands alone.',
  ),
  layer(
    './src/api',
    ['./src/ui', './src/shared', './src/features', './src/app'],
    'api knows only lib.',
  ),
  layer(
    './src/ui',
    ['./src/api', './src/shared', './src/features', './src/app'],
    'ui knows only lib: it draws what it is given.',
  ),
  layer(
    './src/shared',
    ['./src/features', './src/app'],
    'shared serves the features, it does not know them.',
  ),
  layer(
    './src/features',
    ['./src/app'],
    'The application puts features together, not the reverse.',
  ),
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'Features are islands: what two of them need belongs into shared.',
  })),
];

export default ts.config(
  { ignores: ['dist', 'target', 'e2e', 'generated'] },
  js.configs.recommended,
  ...ts.configs.strict,
  reactHooks.configs.flat.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({
          extensions: ['.ts', '.tsx', '.js'],
          alias: { '@': [new URL('./src', import.meta.url).pathname] },
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'import-x/no-cycle': 'error',
      // There is no React Compiler here that it could matter to.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Text of records is never markup.',
        },
      ],
    },
  },
);
