/** The Chromium of the machine: nothing is downloaded, and it asks nothing of the network by itself. */
export const chromium = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.GUICHET_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
