/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['babel-jest', { babelrc: false, configFile: false, presets: ['@babel/preset-typescript'] }]
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts'],
  testTimeout: 60000
}
