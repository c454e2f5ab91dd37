using System.Globalization;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>How many instances of which process people want: <c>web=2 worker=1</c>. What is not named has its default.</summary>
/// <param name="Quantities">By the process's name.</param>
public sealed record ProcessScale(IReadOnlyDictionary<string, int> Quantities)
{
    /// <summary>The setting that keeps it.</summary>
    public const string Setting = "scale";

    /// <summary>Most instances of one process.</summary>
    public const int Most = 100;

    /// <summary>Nothing is named.</summary>
    public static ProcessScale None { get; } = new(new Dictionary<string, int>());

    /// <summary>Reads the setting.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, and those of <see cref="Require"/>.</exception>
    public static ProcessScale Parse(string text) => new(NamedValues.Parse(Setting, text, WrongWith)
        .ToDictionary(pair => pair.Key, pair => Require(pair.Key, Number(pair.Key, pair.Value)), StringComparer.Ordinal));

    /// <summary>This with some of them changed.</summary>
    /// <exception cref="UserErrorException">Those of <see cref="Require"/>; <c>scale.badProcess</c>.</exception>
    public ProcessScale With(IReadOnlyDictionary<string, int> changes)
    {
        var all = new Dictionary<string, int>(Quantities, StringComparer.Ordinal);
        foreach (var (process, quantity) in changes)
        {
            all[process] = WrongWith(process) is { } wrong
                ? throw new UserErrorException("scale.badProcess", $"'{process}' {wrong}", ProcessNames.Hint)
                : Require(process, quantity);
        }

        return new ProcessScale(all);
    }

    /// <summary>A number of instances, if a process can have so many.</summary>
    /// <exception cref="UserErrorException"><c>scale.badQuantity</c>, <c>scale.webNeeded</c>.</exception>
    public static int Require(string process, int quantity) => quantity is < 0 or > Most
        ? throw new UserErrorException("scale.badQuantity", string.Create(CultureInfo.InvariantCulture, $"{process} cannot run {quantity} times"), string.Create(CultureInfo.InvariantCulture, $"Use a whole number from 0 to {Most}."))
        : quantity == 0 && process == ProcessNames.Web
        ? throw new UserErrorException("scale.webNeeded", "web cannot be scaled to 0, because it gets the traffic", "To keep visitors away: pdeploy maintenance on")
        : quantity;

    /// <summary>As the setting keeps it, <c>web</c> first.</summary>
    public override string ToString() => string.Join(' ', Quantities
        .OrderBy(pair => pair.Key != ProcessNames.Web).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    static string? WrongWith(string process) => !ProcessNames.IsOne(process) ? "is no name of a process"
        : process == ProcessNames.Release ? "is run once before a deploy; it has no instances"
        : null;

    static int Number(string process, string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UserErrorException("scale.badQuantity", $"'{text}' is no number of instances for {process}", string.Create(CultureInfo.InvariantCulture, $"Use a whole number from 0 to {Most}."));
}
