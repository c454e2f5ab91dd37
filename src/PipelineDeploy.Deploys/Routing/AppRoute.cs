using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>One container behind an app's domains.</summary>
/// <param name="Name">The target's name in the router.</param>
/// <param name="Container">The container's id.</param>
/// <param name="Host">Address it is published on.</param>
/// <param name="Port">Port it is published on.</param>
/// <param name="Weight">Its share of the new requests; 0 while it drains.</param>
/// <param name="Release">Number of its release.</param>
/// <param name="RunId">The run that started it.</param>
public sealed record ServingTarget(string Name, string Container, string Host, int Port, int Weight, int Release, long RunId);

/// <summary>What a domain shows over HTTPS.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Chain">The certificate and those that vouch for it, as PEM.</param>
/// <param name="SealedKey">Its private key, sealed.</param>
public sealed record DomainCertificate(string Domain, string Chain, string SealedKey);

/// <summary>The wanted traffic of an app. It is a row; the router is brought to it, never the other way.</summary>
/// <param name="App">The app.</param>
/// <param name="Domains">Host names it answers to.</param>
/// <param name="Generation">Rises with every change.</param>
/// <param name="Targets">The containers behind it.</param>
/// <param name="SwitchedAt">When the traffic last moved; null before the first switch.</param>
public sealed record AppRoute(string App, IReadOnlyList<string> Domains, long Generation, IReadOnlyList<ServingTarget> Targets, DateTimeOffset? SwitchedAt)
{
    /// <summary>The weight of a target that takes its full share.</summary>
    public const int FullWeight = 100;

    /// <summary>What the domains show over HTTPS.</summary>
    public IReadOnlyList<DomainCertificate> Certificates { get; init; } = [];

    /// <summary>Whether who asks by HTTP is sent to HTTPS, where there is a certificate.</summary>
    public bool RedirectsHttps { get; init; }

    /// <summary>What visitors get instead of the app; null while they get the app.</summary>
    public Maintenance? Maintenance { get; init; }

    /// <summary>What of it cannot be read, and stands here as if it were empty; null when everything can. Such a route is never written back.</summary>
    public UserError? Unreadable { get; init; }

    /// <summary>The route, for those who must know all of it.</summary>
    /// <exception cref="UserErrorException"><c>route.unreadable</c>.</exception>
    public AppRoute Whole() => Unreadable is { } error ? throw new UserErrorException(error) : this;

    /// <summary>The containers that get new requests: blue, and beside it green while it has a share for trial.</summary>
    public IEnumerable<ServingTarget> Serving => Targets.Where(target => target.Weight > 0);

    /// <summary>What people mean by the version that serves: as long as green has only a share for trial, it is blue. Null when nothing serves.</summary>
    public ServingTarget? Blue => Serving.FirstOrDefault();

    /// <summary>The version that has a share for trial beside <see cref="Blue"/>; null when one version serves alone.</summary>
    public ServingTarget? OnTrial => Serving.FirstOrDefault(target => target.RunId != Blue!.RunId);

    /// <summary>Whether a container belongs to a version that gets new requests: it gets some, or it is another process of that version.</summary>
    public bool Serves(ContainerInfo container) => Serving.Any(target => IsPartOf(target, container));

    /// <summary>Whether a container belongs to a version that gets new requests or drains.</summary>
    /// <remarks>Of a route that cannot be read nobody knows, so all of its app's are kept.</remarks>
    public bool Wants(ContainerInfo container) => Targets.Any(target => IsPartOf(target, container))
        || (Unreadable is not null && container.Labels.GetValueOrDefault(ContainerLabels.App) == App);

    /// <summary>Moves all new requests to a run's containers; what served before drains. The same route when that is so already.</summary>
    /// <param name="green">The run's containers.</param>
    /// <param name="now">When.</param>
    /// <param name="isRollback">A person asked for an older version, so a newer one is no reason to refuse.</param>
    /// <exception cref="UserErrorException"><c>switch.outdated</c>: a newer run serves.</exception>
    public AppRoute SwitchTo(IReadOnlyList<ServingTarget> green, DateTimeOffset now, bool isRollback = false)
    {
        var run = green[0].RunId;
        if (Serving.Any() && Serving.All(target => target.RunId == run))
        {
            return this;
        }

        RefuseOutdated(run, isRollback);
        var old = Targets.Where(target => target.RunId != run).OrderByDescending(target => target.Weight > 0).Select(target => target with { Weight = 0 });
        return this with { Targets = [.. green.Select(target => target with { Weight = FullWeight }), .. old], SwitchedAt = now };
    }

    /// <summary>Gives a run's containers a share of the new requests, more or less than they have; blue gets the rest. The same route when that is so already.</summary>
    /// <remarks>Blue comes first, and stays what people mean by the version that serves. Where nothing served before, green gets everything.</remarks>
    /// <param name="green">The run's containers.</param>
    /// <param name="percent">The share, from 1 to 100; 100 is <see cref="SwitchTo"/>.</param>
    /// <param name="now">When.</param>
    /// <param name="isRollback">A person asked for an older version, so a newer one is no reason to refuse.</param>
    /// <exception cref="UserErrorException"><c>switch.outdated</c>: a newer run serves.</exception>
    public AppRoute Share(IReadOnlyList<ServingTarget> green, int percent, DateTimeOffset now, bool isRollback = false)
    {
        var run = green[0].RunId;
        var blue = BlueBeside(run);
        if (percent >= 100 || blue.Count == 0)
        {
            return SwitchTo(green, now, isRollback);
        }

        RefuseOutdated(run, isRollback);
        var weights = ShareWeights.Of(percent, green.Count, blue.Count);
        IReadOnlyList<ServingTarget> targets =
        [
            .. blue.Select(target => target with { Weight = weights.Blue }),
            .. green.Select(target => target with { Weight = weights.Green }),
            .. Targets.Where(target => target.RunId != run && target.RunId != blue[0].RunId).Select(target => target with { Weight = 0 }),
        ];
        return targets.SequenceEqual(Targets) ? this : this with { Targets = targets, SwitchedAt = now };
    }

    /// <summary>Moves all new requests away from a run's containers, back to what served before. The same route when the run serves nothing.</summary>
    public AppRoute SwitchBack(long run, DateTimeOffset now)
    {
        if (!Serving.Any(target => target.RunId == run))
        {
            return this;
        }

        var blue = BlueBeside(run);
        return this with { Targets = [.. Targets.Select(target => target with { Weight = blue.Contains(target) ? FullWeight : 0 })], SwitchedAt = now };
    }

    /// <summary>Forgets the draining containers of one run. The same route when there are none.</summary>
    public AppRoute Without(long run) => Keep(target => target.RunId != run || target.Weight > 0);

    /// <summary>Forgets every draining container that is not of this run. The same route when there are none.</summary>
    public AppRoute WithoutOthers(long run) => Keep(target => target.RunId == run || target.Weight > 0);

    /// <summary>A container is published somewhere else now. The same route when nothing changed.</summary>
    public AppRoute Moved(string container, int port) => Targets.Any(target => target.Container == container && target.Port != port)
        ? this with { Targets = [.. Targets.Select(target => target.Container == container ? target with { Port = port } : target)] }
        : this;

    /// <summary>As the router takes it. A certificate that is none, or whose key cannot be opened, is left out: it must not keep the traffic of all from the router.</summary>
    /// <param name="vault">Opens the keys.</param>
    public Route ToRoute(IConfigVault vault) => new(App, Generation, Domains, [.. Targets.Select(target => new RouteTarget(target.Name, target.Host, target.Port, target.Weight))])
    {
        Certificates =
        [
            .. Certificates.Where(IsChain).Select(kept => vault.OpenKey(App, kept.Domain, kept.SealedKey) is { } key ? RouteCertificate.Of(kept.Domain, kept.Chain + key) : null)
                .OfType<RouteCertificate>(),
        ],
        RedirectsHttps = RedirectsHttps,
        Maintenance = Maintenance?.Message,
    };

    static bool IsChain(DomainCertificate kept)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(kept.Chain);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // What serves beside the run, else what served right before it: both stand before whatever drains longer.
    List<ServingTarget> BlueBeside(long run)
    {
        var others = Targets.Where(target => target.RunId != run).OrderByDescending(target => target.Weight > 0).ToList();
        return others.FindAll(target => target.RunId == others[0].RunId);
    }

    void RefuseOutdated(long run, bool isRollback)
    {
        if (!isRollback && Serving.FirstOrDefault(target => target.RunId > run) is { } newer)
        {
            throw Outdated(run, newer);
        }
    }

    UserErrorException Outdated(long run, ServingTarget newer) => new(
        "switch.outdated",
        string.Create(CultureInfo.InvariantCulture, $"{App} is served by v{newer.Release} of the newer run {newer.RunId}, so run {run} gets no traffic"),
        "Deploy again if its version is wanted all the same.");

    static bool IsPartOf(ServingTarget target, ContainerInfo container) => target.Container == container.Id
        || (target.RunId == ContainerLabels.RunOf(container) && ContainerLabels.IsProcess(container) && !ProcessContainers.IsWeb(container));

    AppRoute Keep(Func<ServingTarget, bool> keep) => Targets.All(keep) ? this : this with { Targets = [.. Targets.Where(keep)] };
}
