// Made from docs/openapi.json by: npm run api
export interface paths {
  "/api/v1/apps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The apps that you may see, and what serves of each. */
    get: operations["listApps"];
    put?: never;
    /** Creates an app. */
    post: operations["createApp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app, and what serves of it. */
    get: operations["getApp"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who changed what of an app, newest first. */
    get: operations["listAppAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/certificates": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The certificates of an app's domains. */
    get: operations["listCertificates"];
    /** Uploads a certificate for domains of an app. */
    put: operations["setCertificate"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/certificates/{domain}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A domain's certificate. */
    get: operations["getCertificate"];
    put?: never;
    post?: never;
    /** Takes a domain's certificate away. */
    delete: operations["deleteCertificate"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/checks/run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries an app's checks once at what serves. */
    post: operations["tryChecks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/config": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Names of an app's variables, who set each and when. */
    get: operations["listConfig"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes variables, all or none, and brings them to what serves. */
    patch: operations["changeConfig"];
    trace?: never;
  };
  "/api/v1/apps/{app}/config/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A variable's value. */
    get: operations["getConfigVariable"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/config/import": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets the variables of a .env file. */
    post: operations["importConfig"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/deploys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Deploys a tar archive of a folder, an image, a git repository, or what serves once more. */
    post: operations["deploy"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/domains": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The domains of an app. */
    get: operations["listDomains"];
    /** Names all domains of an app anew. */
    put: operations["replaceDomains"];
    /** Adds domains. */
    post: operations["addDomains"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/domains/{domain}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A domain of an app, and its certificate. */
    get: operations["getDomain"];
    put?: never;
    post?: never;
    /** Takes a domain away. */
    delete: operations["deleteDomain"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happens to an app, as server-sent events. */
    get: operations["followAppEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/git-access": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The hosts that an app signs in to. */
    get: operations["listGitAccess"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/git-access/{host}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's sign-in to a host of git repositories. */
    get: operations["getGitAccess"];
    /** Gives an app a sign-in to a host of git repositories. */
    put: operations["setGitAccess"];
    post?: never;
    /** Takes a sign-in away. */
    delete: operations["deleteGitAccess"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/logs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The lines of what serves, of all instances and processes, as server-sent events. */
    get: operations["followAppLogs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/maintenance": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether visitors are told to come back later. */
    get: operations["getMaintenance"];
    /** Tells visitors to come back later. */
    put: operations["beginMaintenance"];
    post?: never;
    /** Lets visitors in again. */
    delete: operations["endMaintenance"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/promote": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Deploys the image of another app's release. */
    post: operations["promote"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/releases": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's releases, newest first. */
    get: operations["listReleases"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/releases/{number}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A release with the names of its variables. */
    get: operations["getRelease"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/rollback": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What going back to a release would change; starts nothing. */
    get: operations["previewRollback"];
    put?: never;
    /** Goes back to a release, or to the one that served before. */
    post: operations["rollBack"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/scale": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many instances of each process run. */
    get: operations["getScale"];
    /** Sets how many instances of some processes run. */
    put: operations["setScale"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/schedules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's schedules, when they fire next and what came of the last time. */
    get: operations["listSchedules"];
    put?: never;
    /** Deploys an app again at certain times. */
    post: operations["createSchedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/schedules/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A schedule of an app. */
    get: operations["getSchedule"];
    put?: never;
    post?: never;
    /** Takes a schedule away. */
    delete: operations["deleteSchedule"];
    options?: never;
    head?: never;
    /** Changes a schedule. */
    patch: operations["changeSchedule"];
    trace?: never;
  };
  "/api/v1/apps/{app}/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's settings, each with where its value comes from. */
    get: operations["listAppSettings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/settings/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A setting of an app, and where its value is from. */
    get: operations["getAppSetting"];
    /** Sets a setting of an app. */
    put: operations["setAppSetting"];
    post?: never;
    /** Brings a setting of an app back to what holds for all. */
    delete: operations["unsetAppSetting"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/status": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's containers, their share of the traffic, and what is not as it should be. */
    get: operations["getAppStatus"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An app's webhooks. */
    get: operations["listWebhooks"];
    put?: never;
    /** Makes an address for a git host, whose secret is shown this once. */
    post: operations["createWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks/{hook}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A webhook. */
    get: operations["getWebhook"];
    put?: never;
    post?: never;
    /** Takes a webhook away. */
    delete: operations["deleteWebhook"];
    options?: never;
    head?: never;
    /** Changes a webhook. */
    patch: operations["changeWebhook"];
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks/{hook}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What came to a webhook, newest first. */
    get: operations["listDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks/{hook}/deliveries/{number}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A delivery, and what became of it. */
    get: operations["getDelivery"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks/{hook}/deliveries/{number}/redeliver": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes a delivery once more, as if it came now. */
    post: operations["redeliver"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/apps/{app}/webhooks/{hook}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Tries, without deploying anything, whether a push would. */
    post: operations["testWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who changed what, newest first. */
    get: operations["listAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/checks/validate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Everything that is wrong with a CHECKS or an app.json, and what it would ask. */
    post: operations["validateChecks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/doctor": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A look at every part of the installation. */
    get: operations["examine"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happens to all apps that you may see, as server-sent events. */
    get: operations["followEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/freezes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Times in which no deploy begins. */
    get: operations["listFreezes"];
    put?: never;
    /** Lets no deploy begin for a while. */
    post: operations["createFreeze"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/freezes/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A freeze. */
    get: operations["getFreeze"];
    put?: never;
    post?: never;
    /** Ends a freeze. */
    delete: operations["deleteFreeze"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/gc": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Does away with what nobody needs any more, or tells what that is. */
    post: operations["collectGarbage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/imports": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Creates an app, or brings one, to what dokku or gokku keeps of it. */
    post: operations["importApp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/nodes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The servers of the installation. */
    get: operations["listNodes"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipeline-uses": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which apps each pipeline deploys when nothing else is said; pipelines that no app uses are missing. */
    get: operations["listPipelineUses"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest version of each pipeline. */
    get: operations["listPipelines"];
    put?: never;
    /** Publishes the next version of the pipeline that the text names. */
    post: operations["publishPipeline"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A version of a pipeline with its text. */
    get: operations["getPipeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines/{name}/definition": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The steps and inputs of a version of a pipeline. */
    get: operations["getPipelineDefinition"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines/{name}/versions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The versions of a pipeline, newest first. */
    get: operations["listPipelineVersions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Everything that is wrong with a pipeline; publishes nothing. */
    post: operations["checkPipeline"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/pipelines/dry-run": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a run of a pipeline would do for an app, step by step, with the app's settings; touches nothing. */
    post: operations["dryRunPipeline"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs, newest first. */
    get: operations["listRuns"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run with its steps. */
    get: operations["getRun"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/approve": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Approves a step that asks for it. */
    post: operations["approveRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops a run and undoes what it did. */
    post: operations["cancelRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/checks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every attempt that a run's checks have made, and what it saw. */
    get: operations["listRunChecks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/definition": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a run was started with: its pipeline as it was then, and its inputs. */
    get: operations["getRunDefinition"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run live, as server-sent events: lines as they are written, and the run whenever it has changed. */
    get: operations["followRun"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/journal": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A page of what has happened in a run, in order. */
    get: operations["getRunJournal"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/log": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A page of a run's log: of all of it, of a step, or of the lines that contain something. */
    get: operations["getRunLog"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/log/file": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The whole log of a run as a text. */
    get: operations["downloadRunLog"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/log/last": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The last lines of a run's log. */
    get: operations["getLastRunLog"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/override": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a run begin in spite of windows and freezes. */
    post: operations["overrideHold"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/reject": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Rejects a step that asks for approval. */
    post: operations["rejectRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a run that ended without success go on as a new run. */
    post: operations["retryRun"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/signals/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a signal to a step that waits for it, or will. */
    post: operations["sendSignal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/{id}/traffic": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a run moved its app's traffic, how many requests failed meanwhile, and what was seen of green. */
    get: operations["getRunTraffic"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/runs/recent": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The newest runs of every app that you may see, in a word each. */
    get: operations["listRecentRuns"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The settings that hold for all apps. */
    get: operations["listSettings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/settings/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A setting that holds for all apps. */
    get: operations["getSetting"];
    /** Sets a setting for all apps that have none of their own. */
    put: operations["setSetting"];
    post?: never;
    /** Brings a setting for all apps back to its default. */
    delete: operations["unsetSetting"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sign-in": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Trades a user's password for a token. */
    post: operations["signIn"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/sign-in-links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A link that signs a browser in, once, within ten minutes. */
    post: operations["createSignInLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ssh-keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The keys that you push with; all of them for administrators. */
    get: operations["listSshKeys"];
    put?: never;
    /** Adds a key to push with. */
    post: operations["addSshKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/ssh-keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes a key away. */
    delete: operations["deleteSshKey"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/step-kinds": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The kinds of steps with JSON Schemas of their inputs and outputs. */
    get: operations["listStepKinds"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Your tokens; all of them for administrators. */
    get: operations["listTokens"];
    put?: never;
    /** Makes a token, whose secret is shown this once. */
    post: operations["createToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revokes a token. */
    delete: operations["revokeToken"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The users, by name. */
    get: operations["listUsers"];
    put?: never;
    /** Makes a user. */
    post: operations["createUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{name}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A user, and what they may do. */
    get: operations["getUser"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{name}/disable": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a user in no more. */
    post: operations["disableUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{name}/enable": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets a user in again. */
    post: operations["enableUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{name}/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Gives a user another password. */
    put: operations["setUserPassword"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/users/{name}/role": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Says what a user may do. */
    put: operations["setUserRights"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/version": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The server's version. */
    get: operations["getVersion"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/whoami": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in, and what that one may do. */
    get: operations["whoAmI"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/whoami/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Changes your own password. */
    put: operations["changeOwnPassword"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/windows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Days and times at which deploys may begin. */
    get: operations["listWindows"];
    put?: never;
    /** Names days and times at which deploys may begin. */
    post: operations["createWindow"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/windows/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A deploy window. */
    get: operations["getWindow"];
    put?: never;
    post?: never;
    /** Takes a window away. */
    delete: operations["deleteWindow"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/healthz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says that the process lives. */
    get: operations["getHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/hooks/{hook}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes what a git host tells, signed as that host does. */
    post: operations["receiveWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readyz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says whether database, Docker and router answer. */
    get: operations["getReadiness"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Adds a key. */
    AddSshKey: {
      /** @description One line of a `.pub` file. */
      key: string;
      /** @description Its name; null for the comment that stands behind it. */
      name?: null | string;
    };
    /** @description An answer to a step that asks for approval. */
    AnswerApproval: {
      /** @description What is said with it; at most 1000 characters. */
      comment?: null | string;
      /** @description The step; null for the only one that asks. */
      step?: null | string;
    };
    /** @description One line of an app's containers. */
    AppLogLine: {
      /** @description Name of the container that wrote it. */
      container: string;
      /** @description `stdout` or `stderr`. */
      stream: string;
      /** @description The line. */
      text: string;
    };
    /** @description A page of apps, by name. */
    AppPage: {
      /** @description The apps. */
      items: components["schemas"]["AppView"][];
      /** @description Hand it as `after` to get the next page; null at the end. */
      next: null | string;
    };
    /** @description What a step asks people for, and what they answered. */
    ApprovalView: {
      /** @description Who may answer; empty for everybody. */
      from: string[];
      /** @description Whether it still waits for answers. */
      isOpen: boolean;
      /** @description What is asked. */
      message: string;
      /**
       * Format: int32
       * @description How many must approve.
       */
      needed: number;
      /** @description Who may not, because the run is theirs. */
      notBy: string[];
      /** @description The answers, in order. */
      votes: components["schemas"]["VoteView"][];
    };
    /** @description An app in a list or by itself. */
    AppView: {
      /**
       * Format: date-time
       * @description When it was created.
       */
      createdAt: string;
      /** @description Host names it answers to. */
      domains: string[];
      latestRun: null | components["schemas"]["RunView"];
      maintenance?: null | components["schemas"]["MaintenanceView"];
      /** @description The app's name. */
      name: string;
      /**
       * Format: int32
       * @description Number of the release that serves, or null when none does.
       */
      servingRelease: null | number;
      /**
       * Format: date-time
       * @description Since when it serves.
       */
      servingSince: null | string;
      /** @description Addresses a browser on this machine can open. */
      urls: string[];
    };
    /** @description One thing that was asked, and what came of it. */
    AskedCheckView: {
      /** @description A target or a command. */
      asked: string;
      /** @description The begin of a wrong answer or of a failed command's output, up to 2 KB. */
      body: null | string;
      /** @description One sentence on what happened. */
      cause: string;
      /** @description What would have been right. */
      expected: string;
      /**
       * Format: double
       * @description From the question to the verdict, in milliseconds.
       */
      latencyMs: number;
      /** @description What a person should know besides. */
      note: null | string;
      /** @description Whether it was. */
      passed: boolean;
      /**
       * Format: int32
       * @description The status that was answered; null when there was none.
       */
      status: null | number;
    };
    /** @description Something that was changed, or that somebody was not allowed to change. */
    AuditEntryView: {
      /** @description Who: a user, a machine's token, or what else a door knows. */
      actor: string;
      /** @description From where. */
      address: null | string;
      /** @description The app it belongs to; null for none. */
      app: null | string;
      /**
       * Format: date-time
       * @description When.
       */
      at: string;
      details: null | components["schemas"]["JsonElement"];
      /**
       * Format: int64
       * @description Its number; it rises.
       */
      id: number;
      /** @description `done`, `refused` for lack of rights, or `failed`. */
      outcome: string;
      /**
       * Format: int64
       * @description The run it belongs to; null for none.
       */
      run: null | number;
      /**
       * Format: int32
       * @description The answer's HTTP status.
       */
      status: number;
      /** @description Name of the token that was used; null for none. */
      token: null | string;
      /** @description The request: method and path. */
      what: string;
    };
    /** @description A page of the audit, newest first. */
    AuditPage: {
      /** @description Its entries. */
      items: components["schemas"]["AuditEntryView"][];
      /**
       * Format: int64
       * @description The `before` of the next page, or null.
       */
      next: null | number;
    };
    /** @description Switches an app's maintenance on. */
    BeginMaintenance: {
      /** @description What visitors are told; null for the usual words. */
      message?: null | string;
    };
    /** @description A certificate of a domain. Its private key is never shown. */
    CertificateView: {
      /** @description The domain. */
      domain: string;
      /** @description Who vouches for it. */
      issuer: string;
      /**
       * Format: date-time
       * @description Valid until here.
       */
      notAfter: string;
      /**
       * Format: date-time
       * @description Valid from here on.
       */
      notBefore: string;
      /** @description Why browsers do not get it, or refuse it; null when all is well. */
      problem?: null | string;
      /**
       * Format: date-time
       * @description When.
       */
      setAt: string;
      /** @description Who uploaded it. */
      setBy: string;
      /** @description Who it is for. */
      subject: string;
    };
    /** @description Changes variables of an app, all of them or none. */
    ChangeConfig: {
      /**
       * @description Leaves what serves as it is; the next deploy takes the change along.
       * @default false
       */
      noRestart: boolean;
      /** @description Values by name. */
      set?: null | {
        [key: string]: string;
      };
      /** @description Names of variables to take away. */
      unset?: null | string[];
    };
    /** @description Changes one's own password; one's sessions end. */
    ChangePassword: {
      /** @description The password of now. */
      current: string;
      /** @description 12 to 256 characters. */
      password: string;
    };
    /** @description Changes a schedule; what is left out stays as it is. */
    ChangeSchedule: {
      /** @description `none` or `once`. */
      catchUp?: null | string;
      /** @description When. */
      cron?: null | string;
      /** @description Whether it starts anything. */
      enabled?: null | boolean;
      /** @description `skip` or `queue`. */
      overlap?: null | string;
      /** @description IANA name of the zone. */
      timeZone?: null | string;
    };
    /** @description Changes a webhook; null leaves a part as it is. */
    ChangeWebhook: {
      /** @description Patterns of branches; none for the app's setting `deployBranch`. */
      branches?: null | string[];
      /** @description Whether anything deploys. */
      enabled?: null | boolean;
      /** @description Patterns of files. */
      paths?: null | string[];
      /** @description Whether a published release deploys its tag. */
      releases?: null | boolean;
      /** @description The repository; empty for the app's setting `gitUrl`. */
      repository?: null | string;
      /** @description A token of the host's API, with which it is told what became of commits; empty for none. */
      statusToken?: null | string;
      /** @description Patterns of tags. */
      tags?: null | string[];
    };
    /** @description One attempt of a run's checks, and what it saw. */
    CheckAttemptView: {
      /**
       * Format: date-time
       * @description When it began.
       */
      at: string;
      /** @description What was asked, in order. */
      checks: components["schemas"]["AskedCheckView"][];
      /**
       * Format: int32
       * @description Which attempt of the round, from 1.
       */
      number: number;
      /** @description Name of the round, where there are several. */
      round: null | string;
      /** @description The step that made it. */
      step: string;
      /**
       * Format: double
       * @description Most milliseconds that each might take; null where an earlier version of the server wrote it.
       */
      timeoutMs?: null | number;
    };
    /** @description Asks what is wrong with a pipeline. */
    CheckPipeline: {
      /** @description YAML or JSON. */
      text: string;
    };
    /** @description What green must prove before traffic moves to it. */
    CheckPlanView: {
      /** @description What is tried at its own pace; all must pass. */
      rounds: components["schemas"]["CheckRoundView"][];
      /** @description Where it comes from: `CHECKS`, `app.json`, `HEALTHCHECK`, `healthCheckCommand`, `healthCheckPath`, `default` or `none`. */
      source: string;
      /** @description All of it in one line. */
      summary: string;
      /** @description What the run says before it starts. */
      warnings: string[];
    };
    /** @description One round of a plan. */
    CheckRoundView: {
      /** @description What is asked and what is expected, in order. */
      asked: components["schemas"]["ExpectationView"][];
      /**
       * Format: int32
       * @description In all; null when it is tried until its time is over.
       */
      attempts: null | number;
      /**
       * Format: double
       * @description Before the first attempt.
       */
      delaySeconds: number;
      /** @description What people call it. */
      name: null | string;
      /**
       * Format: double
       * @description For each request or command.
       */
      timeoutSeconds: number;
      /**
       * Format: double
       * @description Before each later one.
       */
      waitSeconds: number;
      /**
       * Format: double
       * @description That time; null when attempts are counted.
       */
      withinSeconds: null | number;
    };
    /** @description One thing that is wrong with the file. */
    ChecksProblemView: {
      /** @description Stable, e.g. `checks.badSetting`. */
      code: string;
      /** @description What to do. */
      hint: null | string;
      /**
       * Format: int32
       * @description Line of the text, from 1; null when only its place is known.
       */
      line: null | number;
      /** @description What is wrong, with its line or place. */
      message: string;
      /** @description Where in the document, e.g. `healthchecks.web[0].attempts`; null when the line says it. */
      place: null | string;
      /** @description `error` or `warning`. */
      severity: string;
    };
    /** @description What came of trying an app's checks at what serves now. */
    ChecksReport: {
      /** @description The app. */
      app: string;
      /** @description What came of each, in order. */
      checks: components["schemas"]["AskedCheckView"][];
      /** @description Name of the container that was asked. */
      container: string;
      /** @description Whether everything passed. */
      passed: boolean;
      /** @description What was asked. */
      plan: components["schemas"]["CheckPlanView"];
      /**
       * Format: int32
       * @description Number of the release that serves.
       */
      release: number;
    };
    /** @description What is wrong with it, and what would be asked. */
    ChecksValidation: {
      /** @description Whether a deploy would take it: there are warnings at most. */
      isValid: boolean;
      plan: null | components["schemas"]["CheckPlanView"];
      /** @description Everything that is wrong or odd, by line. */
      problems: components["schemas"]["ChecksProblemView"][];
    };
    /** @description Asks for what nobody needs any more to be done away with. */
    CollectGarbage: {
      /**
       * @description True to change nothing and only tell.
       * @default false
       */
      dryRun: boolean;
    };
    /** @description What a change of the config has changed. */
    ConfigChangeView: {
      /** @description The app. */
      app: string;
      run?: null | components["schemas"]["RunView"];
      /** @description Names of the variables that have another value now. */
      set: string[];
      /** @description The settings that were meant: other tools keep them among the variables. */
      settings: components["schemas"]["SettingView"][];
      /** @description Names of those that are gone. */
      unset: string[];
    };
    /** @description A variable and its value, for an administrator. */
    ConfigValue: {
      /** @description Its name. */
      name: string;
      /** @description Its value. */
      value: string;
    };
    /** @description A variable that an app finds in its environment. */
    ConfigVariableView: {
      /** @description Its name. */
      name: string;
      /**
       * Format: date-time
       * @description When.
       */
      setAt: string;
      /** @description Who set it last. */
      setBy: string;
    };
    /** @description One container of an app. */
    ContainerView: {
      /** @description Where it is published, `host:port`, or null when it is not. */
      address: null | string;
      /** @description Its full id. */
      id: string;
      /** @description Its name. */
      name: string;
      /**
       * Format: int32
       * @description Number of its release.
       */
      release: null | number;
      /**
       * Format: int64
       * @description The run that started it.
       */
      run: null | number;
      /** @description `blue`, `green` or `retired`; `run` for a command that a step runs once. */
      slot: string;
      /**
       * Format: date-time
       * @description When it was last started.
       */
      startedAt: null | string;
      /** @description Docker's word for its state. */
      state: string;
      /**
       * Format: int32
       * @description Its share of the traffic, 0 to 256; null when it is not in the route.
       */
      weight: null | number;
    };
    /** @description Asks for a new app. */
    CreateApp: {
      /** @description Host names it answers to; none means `<name>.localhost`. */
      domains?: null | string[];
      /** @description `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`. */
      name: string;
    };
    /** @description Asks that no deploy begins for a while. */
    CreateFreeze: {
      /** @description The app; null for all. */
      app?: null | string;
      /**
       * Format: date-time
       * @description When it begins; now when left out.
       */
      from?: null | string;
      /** @description Why, shown to everybody whose deploy waits. */
      reason: string;
      /**
       * Format: date-time
       * @description When it ends; at most a year away.
       */
      until: string;
    };
    /** @description Asks that an app is deployed again at certain times. */
    CreateSchedule: {
      /** @description For times that passed while no server ran: `none` (when left out) or `once`. */
      catchUp?: null | string;
      /** @description When, in the five fields of cron, e.g. `0 3 * * 1-5`; also `@daily` and its like. */
      cron: string;
      /** @description Whether it starts anything; it does when left out. */
      enabled?: null | boolean;
      /** @description Unique within the app; `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`. */
      name: string;
      /** @description While a run of the app goes on: `skip` (when left out) or `queue`. */
      overlap?: null | string;
      /** @description IANA name of the zone whose time that is; `UTC` when left out. */
      timeZone?: null | string;
    };
    /** @description Makes a token. */
    CreateToken: {
      /** @description App → role. */
      apps?: null | {
        [key: string]: string;
      };
      /**
       * Format: int32
       * @description After how many days it ends, 1 to 3650; null for 90. Never later than the token it is made with.
       */
      days?: null | number;
      /**
       * @description Whether it is nobody's: runs it starts are the token's own. For administrators of all apps.
       * @default false
       */
      machine: boolean;
      /** @description 1 to 63 characters a-z, 0-9, dots, dashes and underscores. */
      name: string;
      /** @description The role for all apps; null for none. */
      role?: null | string;
    };
    /** @description Makes a user. */
    CreateUser: {
      /** @description App → role. */
      apps?: null | {
        [key: string]: string;
      };
      /** @description 1 to 63 characters a-z, 0-9, dots, dashes and underscores. */
      name: string;
      /** @description 12 to 256 characters. */
      password: string;
      /** @description The role for all apps; null for none. */
      role?: null | string;
    };
    /** @description Makes an address at which a git host tells of pushes. */
    CreateWebhook: {
      /** @description Patterns of branches; null for the app's setting `deployBranch`. */
      branches?: null | string[];
      /** @description Who sends: `github`, `gitlab`, `gitea`, `forgejo`, `bitbucket` or `generic`. */
      host: string;
      /** @description Patterns of files of which one must have changed; null for any. */
      paths?: null | string[];
      /**
       * @description Whether a published release deploys its tag.
       * @default false
       */
      releases: boolean;
      /** @description The repository whose pushes deploy; null for the app's setting `gitUrl`. */
      repository?: null | string;
      /** @description What the host proves to know; null for one that is made. */
      secret?: null | string;
      /** @description Patterns of tags; null when no tag deploys. */
      tags?: null | string[];
    };
    /** @description Asks for days and times at which deploys may begin. */
    CreateWindow: {
      /** @description The app; null for all apps that have no windows of their own. */
      app?: null | string;
      /** @description When it closes, `HH:mm`: on the next day when that is not after Opens. */
      closes: string;
      /** @description `Mon` … `Sun`. */
      days: string[];
      /** @description When it opens, `HH:mm` in the zone's time. */
      opens: string;
      /** @description IANA name, e.g. `Europe/Berlin`; `UTC` when left out. */
      timeZone?: null | string;
    };
    /** @description A page of deliveries, newest first. */
    DeliveryPage: {
      /** @description The deliveries. */
      items: components["schemas"]["DeliveryView"][];
      /**
       * Format: int64
       * @description Hand it as `before` to get the next page; null at the end.
       */
      next: null | number;
    };
    /** @description What came to a webhook, and what became of it. */
    DeliveryView: {
      /** @description The commit, as the sender says. */
      commit: null | string;
      /** @description What the host was last told of the deployment: `queued`, `in_progress`, `success`, `failure`, `error` or `inactive`. */
      deployment?: null | string;
      /** @description Why the host could not be told of that. */
      deploymentError?: null | string;
      /** @description What the sender calls what it tells of. */
      event: string;
      /** @description What of its headers is kept. */
      headers: {
        [key: string]: string;
      };
      /** @description The webhook. */
      hook: string;
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /** @description What its sender calls it. */
      key: string;
      /** @description Why, in a sentence. */
      reason: string;
      /**
       * Format: date-time
       * @description When it came.
       */
      receivedAt: string;
      /** @description The ref. */
      ref: null | string;
      /**
       * Format: int32
       * @description How often the same came again; that starts nothing.
       */
      repeats: number;
      /**
       * Format: int64
       * @description The run that it started or joined.
       */
      run: null | number;
      /** @description Who pushed, as the sender says. */
      sender: null | string;
      /**
       * Format: date-time
       * @description Since when the verdict is final; null while it is not.
       */
      settledAt: null | string;
      /** @description What the host was last told of the run: `pending`, `success`, `failure` or `cancelled`. */
      status: null | string;
      /** @description Why the host could not be told. */
      statusError: null | string;
      /** @description One word: `accepted` while the source is fetched, `started`, `merged`, `failed`, or why there is no run. */
      verdict: string;
    };
    /** @description A domain of an app. */
    DomainView: {
      certificate?: null | components["schemas"]["CertificateView"];
      /** @description The host name. */
      name: string;
      /** @description Its address, as a browser takes it. */
      url: string;
    };
    /** @description Something of an app that is not as it should be. */
    DriftView: {
      /** @description Stable, e.g. `drift.containerStopped`. */
      code: string;
      /** @description What to do. */
      hint: null | string;
      /** @description What is wrong. */
      message: string;
    };
    /** @description Asks what a run of a pipeline would do for an app. */
    DryRunPipeline: {
      /** @description The app, whose settings and earlier runs count. */
      app: string;
      /** @description What the run is given, by name, as people type it: a list is a text with commas. */
      inputs?: null | {
        [key: string]: string;
      };
      /** @description The pipeline as YAML or JSON; it need not be published. */
      text: string;
    };
    /** @description What would become of a step. */
    DryRunStepView: {
      /**
       * Format: int32
       * @description How many attempts it has.
       */
      attempts: number;
      /** @description The condition under which it runs. */
      condition: null | string;
      /** @description The step's id. */
      id: string;
      /** @description Whether there is no way back once it has started. */
      isPivot: boolean;
      /** @description Ids of the steps that come before it. */
      needs: string[];
      /** @description What its failure means: `rollback`, `continue` or `stop`. */
      onFailure: string;
      /** @description `runs`; `open`, when that depends on what earlier steps make; `skipped`; or `notReached`. */
      outcome: string;
      /** @description Whether it runs at the end, however the run went. */
      runsAlways: boolean;
      /**
       * Format: double
       * @description How many seconds after the first step it begins, as far as times are known.
       */
      starts: null | number;
      /**
       * Format: double
       * @description How many seconds it usually takes, by the earlier runs of the app or because it says so; null when that is not known.
       */
      takes: null | number;
      /**
       * Format: double
       * @description How many seconds one attempt may take; null for any time.
       */
      timeout: null | number;
      /** @description The waits and limits that its inputs set, as far as they are known. */
      times: components["schemas"]["StepTimeView"][];
      /** @description What people call the kind. */
      title: string;
      /** @description Its kind. */
      uses: string;
      /**
       * Format: int32
       * @description Steps with the same number begin together, from 1; null when it does not begin.
       */
      wave: null | number;
    };
    /** @description What a run of a pipeline would do, if nothing fails; nothing has been touched. */
    DryRunView: {
      /** @description The app. */
      app: string;
      /** @description What the pipeline may be given. */
      inputs: components["schemas"]["PipelineInputView"][];
      /** @description Whether the times of all steps that run are known. */
      isWhole: boolean;
      /** @description The name that the pipeline gives itself. */
      pipeline: string;
      /** @description Why it would not get to its end. */
      problem: null | string;
      /** @description The steps in the order in which they begin; one that does not stands where it would have. */
      steps: components["schemas"]["DryRunStepView"][];
      /**
       * Format: double
       * @description How many seconds it takes, as far as the times of its steps are known.
       */
      takes: number;
      /**
       * Format: double
       * @description How many seconds the run may take; null for any time.
       */
      timeout: null | number;
    };
    /** @description One thing that is asked. */
    ExpectationView: {
      /** @description What is right. */
      expected: string;
      /** @description A target or a command. */
      what: string;
    };
    /** @description What a look at one part of the installation has found. */
    FindingView: {
      /** @description What to do about it; null when nothing is to be done. */
      fix: null | string;
      /** @description `ok`, `warning` or `failed`. */
      level: string;
      /** @description What was found. */
      message: string;
      /** @description The part: `database`, `clock`, `docker`, `runc`, `router`, `disk`, `certificates`. */
      part: string;
    };
    /** @description A time in which no deploy begins. */
    FreezeView: {
      /** @description The app; null for all. */
      app: null | string;
      /** @description Who said so. */
      createdBy: string;
      /**
       * Format: date-time
       * @description When it begins.
       */
      from: string;
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /** @description Why. */
      reason: string;
      /**
       * Format: date-time
       * @description When it ends.
       */
      until: string;
    };
    /** @description One of them. */
    GarbageItem: {
      /** @description `remove` or `stop`. */
      action: string;
      /** @description `container` or `image`. */
      kind: string;
      /** @description What it is called. */
      name: string;
    };
    /** @description What nobody needs any more. */
    GarbageView: {
      /** @description Whether nothing was changed. */
      dryRun: boolean;
      /**
       * Format: int64
       * @description What the images took at most: layers that others share stay.
       */
      freedBytes: number;
      /** @description What is gone, or would be. */
      items: components["schemas"]["GarbageItem"][];
    };
    /** @description How an app signs in to a host of git repositories; what is secret in it is told to nobody. */
    GitAccessView: {
      /** @description The host, with its port when that is not the usual one. */
      host: string;
      /** @description `token` or `key`. */
      kind: string;
      /**
       * Format: date-time
       * @description When.
       */
      setAt: string;
      /** @description Who set it last. */
      setBy: string;
      /** @description The name that goes with a token; null with a key. */
      user: null | string;
    };
    /** @description Creates an app, or brings one, to what another tool keeps of it. */
    ImportApp: {
      /** @description The app's name here. */
      app: string;
      /**
       * @description Changes nothing and answers what there is to do.
       * @default false
       */
      dryRun: boolean;
      /** @description Texts by name: of dokku `ENV`, `VHOST`, `DOKKU_SCALE`, `CHECKS`, `DOCKER_OPTIONS_DEPLOY`, of gokku `gokku.yml`, `.env`. */
      files: {
        [key: string]: string;
      };
      /** @description `dokku` or `gokku`. */
      from: string;
    };
    /** @description Sets the variables of a `.env` file; those it does not name stay as they are. */
    ImportConfig: {
      /**
       * @description Leaves what serves as it is; the next deploy takes the change along.
       * @default false
       */
      noRestart: boolean;
      /** @description The file. */
      text: string;
    };
    /** @description A setting that another tool keeps among the variables. */
    ImportedSetting: {
      /** @description Its name here. */
      name: string;
      /** @description Its value. */
      value: string;
    };
    /** @description What an import has done, or would do. */
    ImportView: {
      /** @description The app. */
      app: string;
      /** @description What is wrong or odd with the CHECKS file. */
      checks: components["schemas"]["ChecksProblemView"][];
      /** @description The domains that are added. */
      domains: string[];
      /** @description Whether nothing was changed. */
      isDryRun: boolean;
      /** @description Whether there was no such app. */
      isNew: boolean;
      /** @description Commands that are left to do. */
      next: string[];
      /** @description What is not taken over, and why. */
      notes: string[];
      /** @description Names of the variables that have another value. */
      set: string[];
      /** @description The settings that are others. */
      settings: components["schemas"]["ImportedSetting"][];
      /** @description Names of domains, settings and variables that were so already. */
      unchanged: string[];
    };
    /** @description Something that happened in a run. */
    JournalEntryView: {
      /** @description Who did it, when it was a person or a program. */
      actor: null | string;
      /**
       * Format: date-time
       * @description When it was written down.
       */
      at: string;
      /**
       * Format: int32
       * @description Which try of the step begins, when one does.
       */
      attempt: null | number;
      /** @description What it was, e.g. `stepStarted`, `stepWaiting`, `stepFailed`, `compensated`, `signalReceived`, `runFinished`. */
      kind: string;
      /**
       * Format: int64
       * @description Its place among all that happened in the run, from 1 without gaps.
       */
      seq: number;
      /** @description How the run ends, when it is about that. */
      state: null | string;
      /** @description The step that it is about. */
      step: null | string;
      /** @description What a person should know of it: a note, a reason, an error. */
      text: null | string;
      /**
       * Format: date-time
       * @description The moment until which the step or the run waits, or at which the step is tried again.
       */
      until: null | string;
    };
    /** @description A page of what happened in a run, oldest first. */
    JournalPage: {
      /** @description The entries. */
      items: components["schemas"]["JournalEntryView"][];
      /**
       * Format: int64
       * @description Hand it as `from` to get the next page; null when there is no more so far.
       */
      next: null | number;
    };
    JsonElement: unknown;
    /** @description Whether an app's visitors are told to come back later. */
    MaintenanceView: {
      /** @description Who switched it on. */
      by?: null | string;
      /** @description Whether they are. */
      isOn: boolean;
      /** @description What they are told. */
      message?: null | string;
      /**
       * Format: date-time
       * @description When.
       */
      since?: null | string;
    };
    /** @description Names domains of an app. */
    NameDomains: {
      /** @description Host names. */
      domains: string[];
    };
    /** @description A token that was just made. */
    NewTokenView: {
      /** @description What is sent as `Authorization: Bearer`; it cannot be read again. */
      secret: string;
      /** @description The token. */
      token: components["schemas"]["TokenView"];
    };
    /** @description A server of the installation. */
    NodeView: {
      /**
       * Format: int64
       * @description Bytes that are free where its data folder is.
       */
      diskFreeBytes: number;
      /**
       * Format: int64
       * @description Bytes there are.
       */
      diskTotalBytes: number;
      /** @description The version of its Docker; null when that does not answer. */
      engine: null | string;
      /** @description The machine it runs on. */
      host: string;
      /** @description Whether that was in the last half minute. */
      isAlive: boolean;
      /** @description Its name. */
      name: string;
      /**
       * Format: int32
       * @description How many runs it has in hand.
       */
      runs: number;
      /**
       * Format: date-time
       * @description When it last said that it lives.
       */
      seenAt: string;
      /**
       * Format: date-time
       * @description When it started.
       */
      startedAt: string;
      /** @description Its version. */
      version: string;
    };
    /** @description Lets a run begin in spite of windows and freezes. */
    OverrideHold: {
      /** @description Why; it is kept in the run's journal with who said it and when. */
      reason: string;
    };
    /** @description What is wrong with a pipeline. */
    PipelineCheck: {
      /** @description Whether it can be published: there are warnings at most. */
      isValid: boolean;
      /** @description The name it gives itself; null when it cannot be read so far. */
      name: null | string;
      /** @description Everything that is wrong. */
      problems: components["schemas"]["PipelineProblemView"][];
    };
    /** @description A version of a pipeline, read. */
    PipelineDefinitionView: {
      /** @description What it does, as it says itself. */
      description: null | string;
      /** @description What it may be given. */
      inputs: components["schemas"]["PipelineInputView"][];
      /** @description The pipeline's name. */
      name: string;
      /** @description Its steps as they are written; every step comes after the ones it needs. */
      steps: components["schemas"]["RunStepDefinition"][];
      /**
       * Format: int32
       * @description Which version, from 1.
       */
      version: number;
    };
    /** @description Something that a pipeline may be given. */
    PipelineInputView: {
      /** @description What it is when it is not given, as people type it; null for nothing. */
      default: null | string;
      /** @description What it means. */
      description: null | string;
      /** @description Whether a run without it is refused. */
      isRequired: boolean;
      /** @description Its name. */
      name: string;
      /** @description `string`, `number`, `boolean`, `duration` or `list`. */
      type: string;
    };
    /** @description One thing that is wrong with a pipeline. */
    PipelineProblemView: {
      /**
       * Format: int64
       * @description Column of the line, from 1.
       */
      column: number;
      /**
       * Format: int64
       * @description Line of the text, from 1.
       */
      line: number;
      /** @description What is wrong and what would be right. */
      message: string;
      /** @description Where in the document, e.g. `steps[2].with.for`; empty for the whole. */
      path: string;
      /** @description `error` or `warning`. */
      severity: string;
    };
    /** @description A version of a pipeline with its text. */
    PipelineText: {
      /** @description What it is. */
      pipeline: components["schemas"]["PipelineView"];
      /** @description The text, as it was written. */
      text: string;
    };
    /** @description Which apps a pipeline deploys when nothing else is said. */
    PipelineUse: {
      /** @description The apps that you may see, by name. */
      apps: string[];
      /** @description The pipeline's name. */
      pipeline: string;
    };
    /** @description A page of the versions of a pipeline, newest first. */
    PipelineVersionPage: {
      /** @description The versions. */
      items: components["schemas"]["PipelineView"][];
      /**
       * Format: int32
       * @description Ask with `before` set to this for the next page; null at the end.
       */
      next: null | number;
    };
    /** @description A version of a pipeline, in a list. */
    PipelineView: {
      /** @description Who published it; `pipelinedeploy` for those that the server brings. */
      author: string;
      /** @description What it does, as it says itself. */
      description: null | string;
      /** @description The pipeline's name. */
      name: string;
      /** @description Why, in the author's words. */
      note: null | string;
      /**
       * Format: date-time
       * @description When.
       */
      publishedAt: string;
      /** @description SHA-256 of the text as UTF-8. */
      sha256: string;
      /**
       * Format: int32
       * @description Which version, from 1.
       */
      version: number;
    };
    /** @description An error as the API answers it. */
    Problem: {
      /** @description The stable code, e.g. `app.notFound`. */
      code?: null | string;
      /** @description Field → what is wrong with it. */
      errors?: null | {
        [key: string]: string[];
      };
      /** @description What to do. */
      hint?: null | string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description What was wrong and where, in one sentence. */
      title: null | string;
      /** @description Finds the request in the server's log. */
      traceId?: null | string;
      /** @description A stable address of the kind of error, `https://pipelinedeploy.dev/problems/<code>`. */
      type: null | string;
    };
    /** @description One process of an app. */
    ProcessScaleView: {
      /** @description Whether the app has such a process; none is started else. */
      isKnown: boolean;
      /** @description Its name. */
      name: string;
      /** @description Where that is said: `default`, `file` (the app's app.json), `global` or `app`. */
      origin: string;
      /**
       * Format: int32
       * @description How many instances of it run.
       */
      quantity: number;
    };
    /** @description Deploys the image of another app's release. */
    Promote: {
      /** @description The app that has it. */
      from: string;
      /**
       * Format: int32
       * @description Its number; null for the one that serves there.
       */
      release?: null | number;
    };
    /** @description Publishes a pipeline under the name that its text gives it. */
    PublishPipeline: {
      /** @description Why; at most 500 characters. */
      note?: null | string;
      /** @description YAML or JSON. */
      text: string;
    };
    /** @description The newest runs of an app, newest first. */
    RecentRunsView: {
      /** @description The app. */
      app: string;
      /** @description Its runs. */
      runs: components["schemas"]["RunMark"][];
    };
    /** @description Which release of which app. */
    ReleaseOrigin: {
      /** @description The app. */
      app: string;
      /**
       * Format: int32
       * @description The release's number.
       */
      release: number;
    };
    /** @description A page of releases, newest first. */
    ReleasePage: {
      /** @description The releases. */
      items: components["schemas"]["ReleaseView"][];
      /**
       * Format: int32
       * @description Hand it as `before` to get the next page; null at the end.
       */
      next: null | number;
    };
    /** @description A version of an app that can serve. */
    ReleaseView: {
      /** @description Who started the run that made it; null when that is not known any more. */
      actor: null | string;
      /** @description The app. */
      app: string;
      /** @description The commit that the image was built from, when it is known. */
      commit: null | string;
      /**
       * Format: date-time
       * @description When it was made.
       */
      createdAt: string;
      from: null | components["schemas"]["ReleaseOrigin"];
      /** @description Whether the image is still there; without it there is no way back to the release. */
      hasImage: boolean;
      /** @description The image's id. */
      image: string;
      /**
       * Format: int32
       * @description 1, 2, … within the app.
       */
      number: number;
      /** @description The pipeline that built the image. */
      pipeline: null | string;
      /**
       * Format: int32
       * @description Which version of it.
       */
      pipelineVersion: null | number;
      /**
       * Format: int64
       * @description The run that made it; null once that run is forgotten.
       */
      run: null | number;
      served: null | components["schemas"]["ServedView"];
      /** @description Whether it serves now. */
      serves: boolean;
      /** @description Names of the variables it keeps; null in lists. */
      variables: null | string[];
    };
    /** @description How a run that has ended goes on. */
    RetryRun: {
      /** @description The step to go on from; null for what is missing, or for the undoing that could not be finished. */
      from?: null | string;
    };
    /** @description Goes back to a release. */
    RollBack: {
      /**
       * Format: int32
       * @description Its number; null for the one that served before.
       */
      release?: null | number;
    };
    /** @description What going back to a release would change. */
    RollbackPreview: {
      /** @description Names of variables that only the other one has. */
      added: string[];
      /** @description The app. */
      app: string;
      /** @description Names of variables that have another value there. */
      changed: string[];
      /** @description Whether the image is another one. */
      changesImage: boolean;
      /** @description Whether it was built by another pipeline, or by another version of it. */
      changesPipeline: boolean;
      /** @description The release that serves. */
      from: components["schemas"]["ReleaseView"];
      /** @description Names of variables that only the serving one has. */
      removed: string[];
      /** @description The release that would. */
      to: components["schemas"]["ReleaseView"];
      /**
       * Format: int64
       * @description The run that is cancelled for it, which takes a moment only; null when the release is started anew.
       */
      undoes: null | number;
    };
    /** @description Tries an app's checks at what serves now. */
    RunChecks: {
      /** @description Text of a CHECKS file to try; null for the one that was deployed. */
      checks?: null | string;
    };
    /** @description What a run was started with: the pipeline as it was then, and what was given. */
    RunDefinitionView: {
      /** @description What the pipeline does. */
      description: null | string;
      /** @description What the run was given, `settings` among it; never a secret. */
      inputs: components["schemas"]["JsonElement"];
      /** @description The pipeline's name. */
      pipeline: string;
      /** @description Its steps; every step comes after the ones it needs. */
      steps: components["schemas"]["RunStepDefinition"][];
    };
    /** @description Why a run or a step failed. */
    RunError: {
      /** @description Stable, e.g. `checks.failed`. */
      code: string;
      /** @description What was seen: a response body, an exit code, the container's last lines. */
      detail: null | string;
      /** @description What to do. */
      hint: null | string;
      /** @description What was wrong and where. */
      message: string;
      /** @description The step that failed. */
      step: null | string;
    };
    /** @description A commit that a run builds. */
    RunGitView: {
      /** @description The commit that this was. */
      commit: string;
      /** @description What of it was wanted. */
      ref: string;
      /** @description The repository. */
      url: string;
    };
    /** @description Why a run waits to begin. */
    RunHoldView: {
      /** @description Why not before. */
      reason: string;
      /**
       * Format: date-time
       * @description When it may begin.
       */
      until: string;
    };
    /** @description One line of a run's log. */
    RunLogLine: {
      /**
       * Format: date-time
       * @description When it was written.
       */
      at: string;
      /**
       * Format: int32
       * @description Which try of the step.
       */
      attempt: number;
      /**
       * Format: int64
       * @description Its number among the lines of the run, from 1.
       */
      seq: number;
      /** @description The step that wrote it. */
      step: string;
      /** @description The line. */
      text: string;
    };
    /** @description A page of a run's log, oldest first. */
    RunLogPage: {
      /** @description The lines. */
      items: components["schemas"]["RunLogLine"][];
      /**
       * Format: int64
       * @description Hand it as `from` to get the next page; null when there is no more so far.
       */
      next: null | number;
      /**
       * Format: int64
       * @description How many lines the run has written so far, in all steps.
       * @default 0
       */
      total: number;
    };
    /** @description A run in a word. */
    RunMark: {
      /**
       * Format: date-time
       * @description When it was accepted.
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it ended.
       */
      finishedAt: null | string;
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /** @description As in string RunView.State. */
      state: string;
    };
    /** @description A page of runs, newest first. */
    RunPage: {
      /** @description The runs. */
      items: components["schemas"]["RunView"][];
      /**
       * Format: int64
       * @description Hand it as `before` to get the next page; null at the end.
       */
      next: null | number;
    };
    /** @description One step as the run's pipeline defines it. */
    RunStepDefinition: {
      /**
       * Format: int32
       * @description How many tries it has in all.
       */
      attempts: number;
      /** @description The condition under which it runs; null for none. */
      condition: null | string;
      /** @description Its id. */
      id: string;
      /** @description The steps before it. */
      needs: string[];
      /**
       * Format: double
       * @description How long one try may take, waits included; null for any time.
       */
      timeoutSeconds: null | number;
      /** @description Its kind. */
      uses: string;
      /** @description Its inputs as they are written; a text may hold `${{ … }}`. */
      with: components["schemas"]["JsonElement"];
    };
    /** @description How a run moved its app's traffic, and what came of it. */
    RunTrafficView: {
      /**
       * Format: int32
       * @description Number of the release that served before; null when none did, or nothing was moved.
       */
      blue: null | number;
      /**
       * Format: int32
       * @description Number of the release that the traffic went to; null when nothing was moved.
       */
      green: null | number;
      /** @description What `watch` and `canary` saw, in order. */
      looks: components["schemas"]["TrafficLookView"][];
      /** @description Each move, in order. */
      moves: components["schemas"]["TrafficMoveView"][];
    };
    /** @description One run of a pipeline for an app. */
    RunView: {
      /** @description Who started it. */
      actor: string;
      /** @description The app it deploys. */
      app: string;
      /**
       * Format: date-time
       * @description When it was accepted.
       */
      createdAt: string;
      error: null | components["schemas"]["RunError"];
      /**
       * Format: date-time
       * @description When it ended.
       */
      finishedAt: null | string;
      git?: null | components["schemas"]["RunGitView"];
      hold?: null | components["schemas"]["RunHoldView"];
      /**
       * Format: int64
       * @description Its number, unique on the server.
       */
      id: number;
      /** @description Whether it will never change again. */
      isFinished?: boolean;
      /** @description The pipeline's name. */
      pipeline: string;
      /**
       * Format: int32
       * @description Which version of the pipeline it runs; null for runs from before there were versions.
       */
      pipelineVersion?: null | number;
      /**
       * Format: int32
       * @description Number of the release it made, once there is one, or goes back to.
       */
      release: null | number;
      /**
       * Format: int64
       * @description The run that it goes on with; null in lists.
       */
      retryOf?: null | number;
      /**
       * Format: date-time
       * @description When it first did something.
       */
      startedAt: null | string;
      /** @description `queued`, `running`, `waiting`, `succeeded`, `failed`, `rolledBack`, `cancelled`, `superseded` or `needsAttention`. */
      state: string;
      /** @description Its steps in the order of the pipeline; empty in lists. */
      steps: components["schemas"]["StepView"][];
      /** @description What started it: `api`, `cli`, `git`, `webhook`, `schedule`, `retry`, `rollback`, `config`, `promotion`. */
      trigger: string;
    };
    /** @description How many instances of each process of an app run. */
    ScaleView: {
      /** @description The app. */
      app: string;
      /** @description Its processes, `web` first. */
      processes: components["schemas"]["ProcessScaleView"][];
      run?: null | components["schemas"]["RunView"];
    };
    /** @description A schedule, and what came and comes of it. */
    ScheduleView: {
      /** @description The app. */
      app: string;
      /** @description `none` or `once`. */
      catchUp: string;
      /** @description Who made it. */
      createdBy: string;
      /** @description When, in the five fields of cron. */
      cron: string;
      /** @description Whether it starts anything. */
      enabled: boolean;
      /** @description Why it started none then. */
      lastError: null | string;
      /**
       * Format: date-time
       * @description When it last fired.
       */
      lastFiredAt: null | string;
      /**
       * Format: int64
       * @description The run that it started then.
       */
      lastRun: null | number;
      /** @description Its name. */
      name: string;
      /**
       * Format: date-time
       * @description When it fires next; null when it does not.
       */
      nextAt: null | string;
      /** @description `skip` or `queue`. */
      overlap: string;
      /** @description IANA name of the zone. */
      timeZone: string;
    };
    /** @description A signal to a run. */
    SendSignal: {
      /** @description Sending the same id again changes nothing; the server makes one when it is left out. */
      id?: null | string;
      /** @description What the step that waits for it gets; at most 16 KiB. */
      payload?: unknown;
    };
    /** @description A time in which a release served. */
    ServedView: {
      /**
       * Format: date-time
       * @description From then on.
       */
      since: string;
      /**
       * Format: date-time
       * @description To then; null while it serves.
       */
      until: null | string;
    };
    /** @description Something that happened on the server; look there for how things stand now. */
    ServerEvent: {
      /** @description The app; null for `resync`. */
      app?: null | string;
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /**
       * Format: int64
       * @description The route's generation after it.
       */
      generation?: null | number;
      /**
       * Format: int64
       * @description Its number; hand the last one you have seen as `Last-Event-ID` or `after` to go on after it.
       */
      id: number;
      /**
       * Format: int32
       * @description The release's number.
       */
      release?: null | number;
      /**
       * Format: int64
       * @description The run that it is about, or that made the release.
       */
      run?: null | number;
      /** @description The run's state after it. */
      state?: null | string;
      /**
       * @description `runBegan`, `runChanged`, `runEnded`, `releaseMade`, `routeChanged`, `appCreated`, `appDeleted`; or `resync`: events
       *             before this number were left out, so read anew whatever you show.
       */
      type: string;
    };
    /** @description What the server is. */
    ServerVersion: {
      /** @description Its version. */
      version: string;
    };
    /** @description Uploads a certificate. */
    SetCertificate: {
      /** @description The certificate and those of its authority, as PEM. */
      chain: string;
      /** @description The domains it is for; null for all of the app's that it covers. */
      domains?: null | string[];
      /** @description Its private key, as PEM without a passphrase. */
      key: string;
    };
    /** @description Gives an app a sign-in to a host: a token, or a private key with the keys that the host may have. */
    SetGitAccess: {
      /** @description The private key, in OpenSSH's or PEM form, without a passphrase; used over ssh. */
      key?: null | string;
      /** @description The host's keys as OpenSSH's `known_hosts` has them. */
      knownHosts?: null | string;
      /** @description The token, sent over https. */
      token?: null | string;
      /** @description The name that goes with the token; null for `git`, which most hosts take. */
      user?: null | string;
    };
    /** @description Gives a user another password; the user's sessions end. */
    SetPassword: {
      /** @description 12 to 256 characters. */
      password: string;
    };
    /** @description What somebody may do, in place of what that one might before. */
    SetRights: {
      /** @description App → role. */
      apps?: null | {
        [key: string]: string;
      };
      /** @description The role for all apps; null for none. */
      role?: null | string;
    };
    /** @description Sets how many instances of some processes run; the others keep their number. */
    SetScale: {
      /**
       * @description Leaves what runs as it is; the next deploy takes the change along, also for processes that only it brings.
       * @default false
       */
      noRestart: boolean;
      /** @description Numbers of instances by process, e.g. `web` 2. */
      processes: {
        [key: string]: number;
      };
    };
    /** @description Sets one setting. */
    SetSetting: {
      /** @description The value as text, e.g. `10s`. */
      value: string;
    };
    /** @description One setting of an app as it holds now. */
    SettingView: {
      /** @description What it means. */
      description: string;
      /** @description Its name, e.g. `waitToRetire`. */
      name: string;
      /** @description Where the value came from: `default`, `global`, `app`. */
      origin: string;
      /** @description The effective value as text. */
      value: string;
    };
    /** @description Trades a user's password for a token with the user's rights. */
    SignInForToken: {
      /**
       * Format: int32
       * @description After how many days it ends, 1 to 3650; null for 90.
       */
      days?: null | number;
      /** @description The password. */
      password: string;
      /** @description The name of the token to make. */
      token: string;
      /** @description The user's name. */
      user: string;
    };
    /** @description A link that signs a browser in, once. */
    SignInLink: {
      /**
       * Format: date-time
       * @description After this it is worth nothing.
       */
      expiresAt: string;
      /** @description The whole address. */
      url: string;
    };
    /** @description A page of keys, oldest first. */
    SshKeyPage: {
      /** @description The keys. */
      items: components["schemas"]["SshKeyView"][];
      /**
       * Format: int64
       * @description Hand it as `after` to get the next page; null at the end.
       */
      next: null | number;
    };
    /** @description A public key by which somebody pushes over SSH. */
    SshKeyView: {
      /**
       * Format: date-time
       * @description When it was added.
       */
      addedAt: string;
      /** @description Its fingerprint, `SHA256:…`. */
      fingerprint: string;
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /**
       * Format: date-time
       * @description When it was last used; null for never.
       */
      lastUsedAt: null | string;
      /** @description Its name. */
      name: string;
      /** @description Whose it is: who pushes with it does what the token of that name may do. */
      owner: string;
      /** @description The key, as OpenSSH writes it, without a comment. */
      publicKey: string;
      /** @description The user whose token that is; null for a machine's. */
      user?: null | string;
    };
    /** @description What of an app exists right now. */
    StatusView: {
      /** @description The app. */
      app: components["schemas"]["AppView"];
      /** @description Its containers, serving first. */
      containers: components["schemas"]["ContainerView"][];
      /** @description What is not as it should be; empty when all is well. */
      drift: components["schemas"]["DriftView"][];
      /**
       * Format: int64
       * @description The route's generation.
       */
      generation: number;
    };
    /** @description A kind of step. */
    StepKindView: {
      /** @description Whether its effect is undone when a later step fails. */
      compensates: boolean;
      /** @description JSON Schema of what stands under `with:`. */
      inputs: components["schemas"]["JsonElement"];
      /** @description Whether there is no way back once it has started. */
      isPivot: boolean;
      /** @description The name after `uses:`. */
      name: string;
      /** @description JSON Schema of what later steps may read. */
      outputs: components["schemas"]["JsonElement"];
      /** @description What people call it. */
      title: string;
    };
    /** @description A length of time among the inputs of a step. */
    StepTimeView: {
      /** @description The input's name. */
      input: string;
      /**
       * Format: double
       * @description How long.
       */
      seconds: number;
    };
    /** @description One step of a run. */
    StepView: {
      approval?: null | components["schemas"]["ApprovalView"];
      /**
       * Format: int32
       * @description Which try, from 1; 0 before the first.
       */
      attempt: number;
      error: null | components["schemas"]["RunError"];
      /**
       * Format: date-time
       * @description When it ended.
       */
      finishedAt: null | string;
      /** @description Its id in the pipeline. */
      id: string;
      /** @description What it waits for or what it did, in a few words. */
      note: null | string;
      /** @description The name of the signal that it waits for. */
      signal?: null | string;
      /**
       * Format: date-time
       * @description When it first started.
       */
      startedAt: null | string;
      /** @description `pending`, `running`, `waiting`, `succeeded`, `failed`, `skipped`, `compensating`, `compensated` or `compensationFailed`. */
      state: string;
      /** @description Its kind, e.g. `switch`. */
      uses: string;
      /**
       * Format: date-time
       * @description The moment it sleeps until, while it waits.
       */
      waitingUntil: null | string;
    };
    /** @description A page of tokens, oldest first. */
    TokenPage: {
      /** @description The tokens. */
      items: components["schemas"]["TokenView"][];
      /**
       * Format: int64
       * @description Hand it as `after` to get the next page; null at the end.
       */
      next: null | number;
    };
    /** @description An API token without its secret. */
    TokenView: {
      /** @description App → role. */
      apps: {
        [key: string]: string;
      };
      /**
       * Format: date-time
       * @description When it was made.
       */
      createdAt: string;
      /** @description By whom. */
      createdBy: string;
      /**
       * Format: date-time
       * @description When it ends; null for never.
       */
      expiresAt: null | string;
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /**
       * Format: date-time
       * @description When it was used last, to the minute; null for never.
       */
      lastUsedAt: null | string;
      /**
       * Format: int64
       * @description Number of the token that it was made with, and ends with.
       */
      madeWith: null | number;
      /** @description Its name. */
      name: string;
      /** @description The role for all apps; null for none. What its user may do is its bounds. */
      role: null | string;
      /** @description Whose it is; null for a machine's. */
      user: null | string;
    };
    /** @description What the router has counted of green since its step began to watch it. */
    TrafficLookView: {
      /**
       * Format: date-time
       * @description When.
       */
      at: string;
      /**
       * Format: int64
       * @description How many connections to green failed.
       */
      connectionErrors: number;
      /**
       * Format: int64
       * @description How many of them were answered 5xx or not at all.
       */
      failed: number;
      /**
       * Format: double
       * @description Longest 95th percentile in milliseconds; null for any.
       */
      longestMs: null | number;
      /**
       * Format: double
       * @description Most percent of the requests that may fail.
       */
      mostFailedPercent: number;
      /**
       * Format: int64
       * @description How many requests of visitors were answered, or given up.
       */
      requests: number;
      /**
       * Format: double
       * @description The 95th percentile of the response times in milliseconds; null when there was no answer.
       */
      responseMs: null | number;
      /** @description The step that looked. */
      step: string;
    };
    /** @description The traffic moved, to green or back. */
    TrafficMoveView: {
      /**
       * Format: date-time
       * @description When.
       */
      at: string;
      /**
       * Format: int32
       * @description How many of them got no answer.
       */
      failed: number;
      /**
       * Format: int32
       * @description The share that green has since, from 0.
       */
      percent: number;
      /**
       * Format: int32
       * @description How many requests of the server's own went through the router meanwhile; 0 when the app did not answer before.
       */
      requests: number;
      /** @description The step that moved it, or that was undone. */
      step: string;
    };
    /** @description A page of users, by name. */
    UserPage: {
      /** @description The users. */
      items: components["schemas"]["UserView"][];
      /** @description Hand it as `after` to get the next page; null at the end. */
      next: null | string;
    };
    /** @description A person who signs in. */
    UserView: {
      /** @description App → role, for those with a role of their own. */
      apps: {
        [key: string]: string;
      };
      /**
       * Format: date-time
       * @description Since when there is the user.
       */
      createdAt: string;
      /** @description Who made it. */
      createdBy: string;
      /** @description Whether nothing of it is let in. */
      isDisabled: boolean;
      /**
       * Format: date-time
       * @description When the password was last used; null for never.
       */
      lastSignInAt: null | string;
      /** @description The name to sign in with. */
      name: string;
      /** @description The role for all apps: `viewer`, `deployer` or `admin`; null for none. */
      role: null | string;
    };
    /** @description Asks what is wrong with a CHECKS or an `app.json`. */
    ValidateChecks: {
      /** @description The app whose settings count; null for the defaults. */
      app?: null | string;
      /**
       * @description `CHECKS` or `app.json`.
       * @default CHECKS
       */
      file: string;
      /** @description The text of the file. */
      text: string;
    };
    /** @description One person's answer. */
    VoteView: {
      /** @description Who. */
      actor: string;
      /**
       * Format: date-time
       * @description When.
       */
      at: string;
      /** @description What was said with it. */
      comment: null | string;
      /** @description `approved` or `rejected`. */
      verdict: string;
    };
    /** @description What a git host is answered. */
    WebhookAnswer: {
      /**
       * Format: int64
       * @description The delivery's number.
       */
      delivery: number;
      /** @description Why, in a sentence. */
      reason: string;
      /** @description Whether the same had come before; then this is what became of that. */
      repeated: boolean;
      /**
       * Format: int64
       * @description The run that it started or joined, when that is known already.
       */
      run: null | number;
      /** @description Where to see what becomes of it: the run, or the delivery while there is none. */
      url: string;
      /** @description One word on what became of it. */
      verdict: string;
    };
    /** @description An address at which a git host tells of pushes; what is secret in it is told once, when it is made. */
    WebhookView: {
      /** @description The app. */
      app: string;
      /** @description Patterns of branches; none for the app's setting `deployBranch`. */
      branches: string[];
      /**
       * Format: date-time
       * @description When.
       */
      createdAt: string;
      /** @description Who made it. */
      createdBy: string;
      /** @description Whether anything deploys. */
      enabled: boolean;
      /** @description Who sends. */
      host: string;
      /** @description The last part of its address. */
      id: string;
      /** @description Patterns of files. */
      paths: string[];
      /**
       * Format: int64
       * @description How often a request was refused because its sender did not prove to know the secret, or because it could not be read.
       */
      refused: number;
      /**
       * Format: date-time
       * @description When last.
       */
      refusedAt: null | string;
      /** @description Why, then. */
      refusedReason: null | string;
      /** @description Whether a published release deploys its tag. */
      releases: boolean;
      /** @description The repository of its own; null for the app's setting `gitUrl`. */
      repository: null | string;
      /** @description What the host proves to know; only in the answer to its making. */
      secret?: null | string;
      /** @description Patterns of tags. */
      tags: string[];
      /** @description Whether the host is told what became of commits. */
      tellsStatus: boolean;
      /** @description Its address, for the host. */
      url: string;
    };
    /** @description Who is signed in, and what that one may do. */
    WhoAmI: {
      /** @description App → role, for those with a role of their own; null for none. */
      apps?: null | {
        [key: string]: string;
      };
      /**
       * @description Whether it is a machine's token, and so has no password and no tokens of its own.
       * @default false
       */
      isMachine: boolean;
      /** @description The user's name; the token's when it is a machine's. */
      name: string;
      /** @description The role for all apps: `admin`, `deployer`, `viewer` or `none`. */
      role: string;
      /** @description Name of the user's token that was shown; null for none. */
      token?: null | string;
    };
    /** @description Days and times at which deploys may begin. */
    WindowView: {
      /** @description The app; null for all apps that have no windows of their own. */
      app: null | string;
      /** @description When it closes, `HH:mm` in the zone's time. */
      closes: string;
      /** @description `Mon` … `Sun`. */
      days: string[];
      /**
       * Format: int64
       * @description Its number.
       */
      id: number;
      /** @description When it opens, `HH:mm` in the zone's time. */
      opens: string;
      /** @description IANA name of the zone. */
      timeZone: string;
    };
  };
  responses: {
    /** @description There is no app of that name, or you may not see it. */
    "app.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description You may not do this. */
    "auth.forbidden": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description You are not signed in, or the token is not known. */
    "auth.missing": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description Nobody can give more rights than that one has. */
    "auth.tooMuch": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description That cannot be a variable's name, or it is named twice. */
    "config.badName": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such freeze. */
    "freeze.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description That is no host. */
    "git.badHost": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The key came with another request before. */
    "idempotency.otherRequest": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The pipeline is not at the version that If-Match names. */
    "pipeline.changed": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such pipeline, or no such version of it. */
    "pipeline.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description If-Match or If-None-Match cannot be read. */
    "request.badCondition": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The Idempotency-Key is not 1 to 200 visible ASCII characters. */
    "request.badKey": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body's Content-Type is another one. */
    "request.badMediaType": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description A parameter cannot be read. */
    "request.badParameter": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description What is there is not what you have seen; nothing was changed. */
    "request.changed": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description Another request changes the same just now. */
    "request.lockBusy": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body is too large. */
    "request.refused": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There are too many requests; `Retry-After` tells how long to wait. */
    "request.tooMany": {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After"?: number;
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The pipeline watches the traffic, and the router does not count it. */
    "router.noCounters": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no run of that number, or you may not see it. */
    "run.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such setting. */
    "setting.unknown": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The name or the password is wrong. */
    "signIn.wrong": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such key. */
    "ssh.unknownKey": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is a token of that name already. */
    "token.exists": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such token, or it is not yours. */
    "token.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such user. */
    "user.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body is too large. */
    "webhook.tooLarge": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body did not arrive in time. */
    "webhook.tooSlow": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no webhook at this address. */
    "webhook.unknown": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The sender has not proven to know the secret. */
    "webhook.unproven": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description There is no such window. */
    "window.notFound": {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listApps: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        after?: string;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateApp"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppView"];
        };
      };
      /** @description `app.badDomain`, `app.badName`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.domainTaken`, `app.exists`, `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AppView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listAppAudit: {
    parameters: {
      query?: {
        /** @description Only what this one did. */
        actor?: string;
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
        /** @description Only what is `done`, `refused` or `failed`. */
        outcome?: string;
      };
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditPage"];
        };
      };
      /** @description `audit.badOutcome`, `request.badParameter` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listCertificates: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CertificateView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  setCertificate: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetCertificate"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CertificateView"][];
        };
      };
      /** @description `cert.badChain`, `cert.badKey`, `cert.expired`, `cert.keyMismatch`, `cert.otherName`, `cert.tooWeak`, `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `domain.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cert.noHttps`, `request.lockBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getCertificate: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The domain.
         * @example shop.example.com
         */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CertificateView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `cert.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteCertificate: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The domain.
         * @example shop.example.com
         */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CertificateView"][];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `cert.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  tryChecks: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RunChecks"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChecksReport"];
        };
      };
      /** @description `checks.badSetting`, `checks.badTarget`, `checks.tooLarge`, `request.badField`, `request.badJson`, `request.badKey`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `checks.nothingServes`, `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfigVariableView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  changeConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeConfig"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfigChangeView"];
        };
      };
      /** @description `config.badName`, `config.badValue`, `config.nothing`, `config.tooMany`, `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody`, `setting.badValue` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `request.lockBusy`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getConfigVariable: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The variable's name.
         * @example DATABASE_URL
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfigValue"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["config.badName"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `config.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  importConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ImportConfig"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfigChangeView"];
        };
      };
      /** @description `config.badFile`, `config.badName`, `config.badValue`, `config.nothing`, `config.tooMany`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `setting.badValue` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  deploy: {
    parameters: {
      query?: {
        /** @description Address of a repository, in place of an archive. */
        git?: string;
        /**
         * @description Name of an image, in place of an archive.
         * @example registry.example.com/shop:1.4
         */
        image?: string;
        /** @description An input of the pipeline, `<name>=<value>`; may stand there several times. */
        input?: string[];
        /** @description The pipeline to run; without it the app's own. */
        pipeline?: string;
        /** @description Deploys the source that serves once more; with `pipeline`, by that one, which takes `input`. */
        rebuild?: boolean;
        /** @description A branch, a tag or a commit; alone: of the repository that the app's setting `gitUrl` names. */
        ref?: string;
      };
      header?: {
        /** @description Requests with the same key are one; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/gzip": string;
        "application/octet-stream": string;
        "application/x-gzip": string;
        "application/x-tar": string;
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `git.authNeeded`, `git.authRefused`, `git.badRef`, `git.badUrl`, `git.failed`, `git.hostKey`, `git.insecure`, `git.noUrl`, `git.notFound`, `git.redirected`, `git.secretInUrl`, `git.timedOut`, `git.unknownRef`, `git.unreachable`, `http.addressRefused`, `image.badReference`, `pipeline.notExpandable`, `request.badInput`, `request.badKey`, `request.badParameter`, `run.badInput`, `source.empty` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `pipeline.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `redeploy.nothingServes`, `router.noCounters`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `git.tooLarge`, `source.tooLarge` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listDomains: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  replaceDomains: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NameDomains"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainView"][];
        };
      };
      /** @description `app.badDomain`, `domain.nothing`, `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `app.domainTaken`, `request.lockBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  addDomains: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NameDomains"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainView"][];
        };
      };
      /** @description `app.badDomain`, `domain.nothing`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `app.domainTaken`, `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getDomain: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The domain.
         * @example shop.example.com
         */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `domain.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteDomain: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The domain.
         * @example shop.example.com
         */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DomainView"][];
        };
      };
      /** @description `domain.nothing`, `request.badCondition` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `domain.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  followAppEvents: {
    parameters: {
      query?: {
        /** @description The last id that was seen, for clients that cannot send `Last-Event-ID`. */
        after?: string;
      };
      header?: {
        /** @description The id of the last event that was seen; the stream goes on after it. */
        "Last-Event-ID"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["ServerEvent"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listGitAccess: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GitAccessView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getGitAccess: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The host, with its port when that is not the usual one.
         * @example git.example.com
         */
        host: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GitAccessView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["git.badHost"];
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `git.noAccess` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  setGitAccess: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
        /** @description `*`: nothing is changed when it is there already. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The host, with its port when that is not the usual one.
         * @example git.example.com
         */
        host: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetGitAccess"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GitAccessView"];
        };
      };
      /** @description `git.badHost`, `git.badSecret`, `git.noKnownHosts`, `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteGitAccess: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The host, with its port when that is not the usual one.
         * @example git.example.com
         */
        host: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GitAccessView"][];
        };
      };
      /** @description `git.badHost`, `request.badCondition` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `git.noAccess` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  followAppLogs: {
    parameters: {
      query?: {
        /** @description Whether to go on with what is written from now on. */
        follow?: boolean;
        /** @description How many lines to begin with, of each container. */
        tail?: number;
      };
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["AppLogLine"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getMaintenance: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MaintenanceView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  beginMaintenance: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BeginMaintenance"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MaintenanceView"];
        };
      };
      /** @description `maintenance.badMessage`, `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  endMaintenance: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MaintenanceView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  promote: {
    parameters: {
      query?: never;
      header?: {
        /** @description Requests with the same key are one; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Promote"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `promotion.sameApp`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `release.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release.imageGone`, `release.nothingServes`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listReleases: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReleasePage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRelease: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The release's number.
         * @example 4
         */
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReleaseView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `release.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  previewRollback: {
    parameters: {
      query?: {
        /** @description The release's number; without it the one that served before. */
        release?: number;
      };
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RollbackPreview"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `release.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release.imageGone`, `rollback.busy`, `rollback.noneBefore`, `rollback.nothingServes`, `rollback.serves` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  rollBack: {
    parameters: {
      query?: never;
      header?: {
        /** @description Requests with the same key are one; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": null | components["schemas"]["RollBack"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `release.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `release.imageGone`, `rollback.busy`, `rollback.noneBefore`, `rollback.nothingServes`, `rollback.serves` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getScale: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScaleView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  setScale: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetScale"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScaleView"];
        };
      };
      /** @description `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `scale.badProcess`, `scale.badQuantity`, `scale.nothing`, `scale.unknownProcess`, `scale.webNeeded` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `request.lockBusy`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listSchedules: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScheduleView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createSchedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateSchedule"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScheduleView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `schedule.badCatchUp`, `schedule.badCron`, `schedule.badName`, `schedule.badOverlap`, `schedule.neverFires`, `timeZone.unknown` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `schedule.exists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getSchedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The schedule's name.
         * @example nightly
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScheduleView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `schedule.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteSchedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The schedule's name.
         * @example nightly
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScheduleView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `schedule.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  changeSchedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The schedule's name.
         * @example nightly
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeSchedule"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScheduleView"];
        };
      };
      /** @description `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody`, `schedule.badCatchUp`, `schedule.badCron`, `schedule.badOverlap`, `schedule.neverFires`, `timeZone.unknown` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `schedule.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listAppSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getAppSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `setting.unknown` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  setAppSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetSetting"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      /** @description `checks.badCommand`, `git.badUrl`, `git.secretInUrl`, `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `setting.badValue`, `volumes.hostPathMissing`, `volumes.hostPathRefused` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `pipeline.notFound`, `setting.unknown` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  unsetAppSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `setting.unknown` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getAppStatus: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatusView"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["app.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWebhook"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookView"];
        };
      };
      /** @description `git.badUrl`, `git.secretInUrl`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `webhook.badHost`, `webhook.badPattern`, `webhook.badSecret` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  changeWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeWebhook"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookView"];
        };
      };
      /** @description `git.badUrl`, `git.secretInUrl`, `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody`, `webhook.badPattern`, `webhook.badToken`, `webhook.noStatus` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  getDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
        /**
         * @description The delivery's number.
         * @example 7
         */
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `app.notFound`, `webhook.noDelivery`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  redeliver: {
    parameters: {
      query?: never;
      header?: {
        /** @description Requests with the same key are one; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
        /**
         * @description The delivery's number.
         * @example 7
         */
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `webhook.noDelivery`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Requests with the same key are one; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The app's name.
         * @example shop
         */
        app: string;
        /**
         * @description The webhook's id.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryView"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.notFound`, `webhook.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      429: components["responses"]["request.tooMany"];
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description Only what this one did. */
        actor?: string;
        /** @description Only of this app. */
        app?: string;
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
        /** @description Only what is `done`, `refused` or `failed`. */
        outcome?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditPage"];
        };
      };
      /** @description `audit.badOutcome`, `request.badParameter` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      429: components["responses"]["request.tooMany"];
    };
  };
  validateChecks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ValidateChecks"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChecksValidation"];
        };
      };
      /** @description `checks.unknownFile`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  examine: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FindingView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      429: components["responses"]["request.tooMany"];
    };
  };
  followEvents: {
    parameters: {
      query?: {
        /** @description The last id that was seen, for clients that cannot send `Last-Event-ID`. */
        after?: string;
      };
      header?: {
        /** @description The id of the last event that was seen; the stream goes on after it. */
        "Last-Event-ID"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["ServerEvent"];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listFreezes: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FreezeView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createFreeze: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateFreeze"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FreezeView"];
        };
      };
      /** @description `freeze.badReason`, `freeze.badTime`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getFreeze: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The freeze's number.
         * @example 3
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FreezeView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["freeze.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteFreeze: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The freeze's number.
         * @example 3
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FreezeView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["freeze.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  collectGarbage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CollectGarbage"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GarbageView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  importApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ImportApp"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImportView"];
        };
      };
      /** @description `app.badDomain`, `app.badName`, `config.badFile`, `config.badName`, `config.badValue`, `config.tooMany`, `import.badFolder`, `import.unknownTool`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `setting.badValue` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `app.domainTaken`, `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listNodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NodeView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listPipelineUses: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineUse"][];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listPipelines: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  publishPipeline: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PublishPipeline"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineView"];
        };
      };
      /** @description `pipeline.badNote`, `pipeline.invalid`, `request.badCondition`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `pipeline.builtIn` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["pipeline.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getPipeline: {
    parameters: {
      query?: {
        /** @description Which version; without it the newest. */
        version?: number;
      };
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The pipeline's name.
         * @example blue-green
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineText"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      404: components["responses"]["pipeline.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getPipelineDefinition: {
    parameters: {
      query?: {
        /** @description Which version; without it the newest. */
        version?: number;
      };
      header?: never;
      path: {
        /**
         * @description The pipeline's name.
         * @example blue-green
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineDefinitionView"];
        };
      };
      /** @description `pipeline.unusable`, `request.badParameter` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["pipeline.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listPipelineVersions: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path: {
        /**
         * @description The pipeline's name.
         * @example blue-green
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineVersionPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      404: components["responses"]["pipeline.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  checkPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CheckPipeline"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineCheck"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  dryRunPipeline: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DryRunPipeline"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DryRunView"];
        };
      };
      /** @description `pipeline.invalid`, `pipeline.notExpandable`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `run.badInput`, `setting.badValue` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      409: components["responses"]["router.noCounters"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listRuns: {
    parameters: {
      query?: {
        /** @description Only of this app. */
        app?: string;
        /** @description The `next` of the page before. */
        before?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  approveRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": null | components["schemas"]["AnswerApproval"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `approval.longComment`, `approval.unknownStep`, `approval.whichStep`, `request.badField`, `request.badJson`, `request.badKey`, `signal.tooMany` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `approval.notAsked`, `approval.ownRun`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      404: components["responses"]["run.notFound"];
      /** @description `approval.notWaiting`, `idempotency.underWay`, `idempotency.unreadable`, `run.finished` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  cancelRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["run.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `run.finished` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listRunChecks: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CheckAttemptView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRunDefinition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunDefinitionView"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  followRun: {
    parameters: {
      query?: {
        /** @description The last id that was seen, for clients that cannot send `Last-Event-ID`. */
        after?: string;
      };
      header?: {
        /** @description The id of the last event that was seen; the stream goes on after it. */
        "Last-Event-ID"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["RunView"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRunJournal: {
    parameters: {
      query?: {
        /** @description Number of the first line or entry, from 1; the `next` of the page before. */
        from?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JournalPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRunLog: {
    parameters: {
      query?: {
        /** @description Number of the first line or entry, from 1; the `next` of the page before. */
        from?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
        /** @description Only lines that contain this, in whatever case; at most 200 characters. */
        q?: string;
        /** @description Only of this step. */
        step?: string;
      };
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunLogPage"];
        };
      };
      /** @description `log.longSearch`, `request.badParameter`, `run.unknownStep` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  downloadRunLog: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getLastRunLog: {
    parameters: {
      query?: {
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
        /** @description Only of this step. */
        step?: string;
      };
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunLogPage"];
        };
      };
      /** @description `request.badParameter`, `run.unknownStep` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  overrideHold: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OverrideHold"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `freeze.badReason`, `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["run.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `run.notHeld` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  rejectRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": null | components["schemas"]["AnswerApproval"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `approval.longComment`, `approval.unknownStep`, `approval.whichStep`, `request.badField`, `request.badJson`, `request.badKey`, `signal.tooMany` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `approval.notAsked`, `approval.ownRun`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      404: components["responses"]["run.notFound"];
      /** @description `approval.notWaiting`, `idempotency.underWay`, `idempotency.unreadable`, `run.finished` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  retryRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": null | components["schemas"]["RetryRun"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `run.unknownStep` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["run.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `run.cannotRetryFrom`, `run.notNewest`, `run.notRetryable`, `run.subjectBusy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  sendSignal: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
        /**
         * @description The signal's name.
         * @example tested
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": null | components["schemas"]["SendSignal"];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `signal.badId`, `signal.badName`, `signal.tooMany` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["run.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `run.finished` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request.refused`, `signal.tooLarge` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getRunTraffic: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The run's number.
         * @example 42
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RunTrafficView"];
        };
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["run.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listRecentRuns: {
    parameters: {
      query?: {
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecentRunsView"][];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["setting.unknown"];
      429: components["responses"]["request.tooMany"];
    };
  };
  setSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetSetting"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      /** @description `checks.badCommand`, `git.badUrl`, `git.secretInUrl`, `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `setting.badValue`, `volumes.hostPathMissing`, `volumes.hostPathRefused` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `pipeline.notFound`, `setting.unknown` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  unsetSetting: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The setting's name.
         * @example waitToRetire
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SettingView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["setting.unknown"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignInForToken"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewTokenView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `role.unknown`, `token.badDays`, `token.badName`, `token.noRights` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["signIn.wrong"];
      403: components["responses"]["auth.tooMuch"];
      404: components["responses"]["app.notFound"];
      409: components["responses"]["token.exists"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      /** @description `request.tooMany`, `signIn.tooMany` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          "Retry-After"?: number;
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  createSignInLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignInLink"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listSshKeys: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        after?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SshKeyPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  addSshKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddSshKey"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SshKeyView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `ssh.badKey`, `ssh.badName`, `ssh.noToken`, `ssh.privateKey` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `ssh.keyExists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteSshKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key's number.
         * @example 2
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SshKeyView"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["ssh.unknownKey"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listStepKinds: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StepKindView"][];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listTokens: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        after?: number;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenPage"];
        };
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateToken"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewTokenView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `role.unknown`, `token.badDays`, `token.badName`, `token.noRights` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `auth.forbidden`, `auth.tooMuch` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `token.exists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  revokeToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The token's number.
         * @example 5
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenView"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["token.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /** @description The `next` of the page before. */
        after?: string;
        /** @description At most so many; what is beyond the largest page is cut to it. */
        limit?: number;
      };
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserPage"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["request.badParameter"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateUser"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `role.unknown`, `user.badName`, `user.badPassword` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `auth.forbidden`, `auth.tooMuch` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `user.exists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The user's name.
         * @example ann
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["user.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  disableUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The user's name.
         * @example ann
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["user.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable`, `user.lastAdmin` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  enableUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path: {
        /**
         * @description The user's name.
         * @example ann
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      400: components["responses"]["request.badKey"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["user.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  setUserPassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The user's name.
         * @example ann
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetPassword"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description `request.badCondition`, `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `user.badPassword` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["user.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  setUserRights: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The user's name.
         * @example ann
         */
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetRights"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description `request.badCondition`, `request.badField`, `request.badJson`, `request.noBody`, `role.unknown` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      /** @description `auth.forbidden`, `auth.tooMuch` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `app.notFound`, `user.notFound` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request.lockBusy`, `user.lastAdmin` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      412: components["responses"]["request.changed"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getVersion: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ServerVersion"];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  whoAmI: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WhoAmI"];
        };
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  changeOwnPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePassword"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.missingField`, `request.noBody`, `user.badPassword`, `user.isMachine` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `auth.missing`, `signIn.wrong` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      403: components["responses"]["auth.forbidden"];
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      /** @description `request.tooMany`, `signIn.tooMany` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          "Retry-After"?: number;
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listWindows: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WindowView"][];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      429: components["responses"]["request.tooMany"];
    };
  };
  createWindow: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same request with the same key is done once, and answered the same for 24 hours; 1 to 200 visible ASCII characters. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWindow"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WindowView"];
        };
      };
      /** @description `request.badField`, `request.badJson`, `request.badKey`, `request.missingField`, `request.noBody`, `timeZone.unknown`, `window.badDay`, `window.badTime` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["app.notFound"];
      /** @description `idempotency.underWay`, `idempotency.unreadable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      413: components["responses"]["request.refused"];
      415: components["responses"]["request.badMediaType"];
      422: components["responses"]["idempotency.otherRequest"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getWindow: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of answers that you have. */
        "If-None-Match"?: string;
      };
      path: {
        /**
         * @description The window's number.
         * @example 1
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description Names what the answer says. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WindowView"];
        };
      };
      /** @description You have it already. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["auth.missing"];
      404: components["responses"]["window.notFound"];
      429: components["responses"]["request.tooMany"];
    };
  };
  deleteWindow: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what you have seen: nothing is changed when that is not there any more. */
        "If-Match"?: string;
      };
      path: {
        /**
         * @description The window's number.
         * @example 1
         */
        id: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WindowView"];
        };
      };
      400: components["responses"]["request.badCondition"];
      401: components["responses"]["auth.missing"];
      403: components["responses"]["auth.forbidden"];
      404: components["responses"]["window.notFound"];
      409: components["responses"]["request.lockBusy"];
      412: components["responses"]["request.changed"];
      429: components["responses"]["request.tooMany"];
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
    };
  };
  receiveWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The last part of the webhook's address.
         * @example wh_3f9a
         */
        hook: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": unknown;
        "application/x-www-form-urlencoded": unknown;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookAnswer"];
        };
      };
      /** @description Accepted */
      202: {
        headers: {
          /** @description Where it is. */
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookAnswer"];
        };
      };
      /** @description `request.noBody`, `webhook.badBody` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      401: components["responses"]["webhook.unproven"];
      404: components["responses"]["webhook.unknown"];
      408: components["responses"]["webhook.tooSlow"];
      413: components["responses"]["webhook.tooLarge"];
      415: components["responses"]["request.badMediaType"];
      /** @description `request.tooMany`, `webhook.tooMany` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          "Retry-After"?: number;
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      /** @description Service Unavailable */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
    };
  };
}
