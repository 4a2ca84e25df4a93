/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '/@actions/(languageservice|workflow-parser)/.+\\.js$': '<rootDir>/__tests__/workflows/json-imports.js',
    '^.+\\.ts$': ['babel-jest', { babelrc: false, configFile: false, presets: ['@babel/preset-typescript'] }]
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts'],
  transformIgnorePatterns: ['/node_modules/(?!@actions/(languageservice|workflow-parser)/)'],
  testTimeout: 60000
}
