import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist/', 'build/', 'coverage/']),
  { ...js.configs.recommended, files: ['**/*.ts', '*.js'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error'
    }
  },
  {
    files: [
      '__tests__/**/*.ts',
      'demo/**/*.ts',
      'bench/**/*.ts',
      'interop/**/*.ts',
      'pictures/**/*.ts',
      'scripts/**/*.ts'
    ],
    rules: { '@typescript-eslint/require-await': 'off', 'no-console': 'off' }
  }
)
