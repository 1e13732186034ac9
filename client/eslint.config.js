import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Imports point one way: app → features → shared (ui, api, realtime). A folder's own files are reached by './',
// everything else by '@/', so that one look at the import says which layer it comes from.
const upwards = { regex: '^\\.\\./', message: "Use '@/…' for another folder." };
const app = { regex: '^@/app(/|$)', message: 'Only app imports app.' };
const features = { regex: '^@/features/', message: 'Only app imports features; a feature never imports another. Let app connect them.' };
const signalr = { regex: '^@microsoft/signalr', message: 'Only realtime talks to SignalR.' };
const wire = {
  regex: '^@/(api/(?!types$|errors$)|realtime/(?!connectionStatus$))',
  message: 'Components call neither fetch nor the hub: put it into the store of the feature.',
};
const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns: [upwards, ...patterns] }] });

export default defineConfig(
  globalIgnores(['dist']),
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', '*.config.ts', 'budget.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, reactHooks.configs.flat['recommended-latest']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Safari's only sign that an Enter belongs to an input method.
      '@typescript-eslint/no-deprecated': ['error', { allow: [{ from: 'lib', name: 'keyCode' }] }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Only api/call.ts calls fetch.' }],
    },
  },
  {
    files: ['public/sw.js'],
    languageOptions: { globals: { self: 'readonly', caches: 'readonly', fetch: 'readonly', Request: 'readonly', Response: 'readonly', URL: 'readonly' } },
  },
  { files: ['src/app/**'], rules: imports(signalr) },
  // Tests of components stand in for the wire.
  { files: ['src/app/**/*.tsx'], ignores: ['**/*.test.tsx'], rules: imports(signalr, wire) },
  { files: ['src/features/**'], rules: imports(app, features, signalr) },
  { files: ['src/features/**/*.tsx'], rules: imports(app, features, signalr, wire) },
  { files: ['src/ui/**'], rules: imports(app, features, signalr, wire) },
  { files: ['src/api/**'], rules: imports(app, features, signalr, { regex: '^@/(ui|realtime)/', message: 'api knows only the wire.' }) },
  { files: ['src/realtime/**'], rules: imports(app, features) },
  {
    files: ['src/api/call.ts'],
    rules: {
      'no-restricted-globals': 'off',
      // The one place where what came over the wire is given its type, on the caller's word.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
);
