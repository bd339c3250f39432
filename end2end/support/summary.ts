import type { FullResult, Reporter, Suite } from "@playwright/test/reporter";

/** One last line for people and scripts: how many tests passed and failed. */
export default class Summary implements Reporter {
  private suite?: Suite;

  onBegin(_config: unknown, suite: Suite) {
    this.suite = suite;
  }

  onEnd(_result: FullResult) {
    const outcomes = (this.suite?.allTests() ?? []).map((test) => test.outcome());
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const failed = outcomes.filter((outcome) => outcome === "unexpected" || outcome === "flaky").length;
    console.log(`\n${passed} passed, ${failed} failed`);
  }

  printsToStdio() {
    return false;
  }
}
