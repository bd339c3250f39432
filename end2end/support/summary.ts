import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

/** The last lines, for people and scripts: which tests passed only at the second try, and how many passed and failed. */
export default class Summary implements Reporter {
  private suite?: Suite;

  onBegin(_config: unknown, suite: Suite) {
    this.suite = suite;
  }

  onEnd(_result: FullResult) {
    const tests = this.suite?.allTests() ?? [];
    const unsteady = tests.filter((test) => test.outcome() === "flaky");
    const passed = tests.filter((test) => test.outcome() === "expected").length + unsteady.length;
    const failed = tests.filter((test) => test.outcome() === "unexpected").length;

    for (const test of unsteady) {
      console.log(`unsteady, passed at the second try: ${test.titlePath().filter(Boolean).join(" › ")}`);
    }
    console.log(`\n${passed} passed, ${failed} failed`);
  }

  printsToStdio() {
    return false;
  }
}
