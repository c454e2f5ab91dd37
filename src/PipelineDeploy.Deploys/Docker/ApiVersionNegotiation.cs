using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Chooses the API version that both sides speak.</summary>
/// <remarks>Docker 20.10 speaks up to 1.41; Docker 29 nothing below 1.44. These two bounds reach from the one to the other.</remarks>
static class ApiVersionNegotiation
{
    static readonly Version oldest = new(1, 41);
    static readonly Version newest = new(1, 44);

    /// <param name="engine">The engine's own version, for the message.</param>
    /// <param name="highest">The highest API version it speaks.</param>
    /// <param name="lowest">The lowest it speaks; empty when it does not say.</param>
    public static string Choose(string engine, string? highest, string? lowest)
    {
        if (!Version.TryParse(highest, out var high))
            throw new ContainerEngineException(200, $"The Docker engine answered with the API version '{highest}', which is none.");
        if (high < oldest)
        {
            throw new ContainerEngineException(
                200,
                $"The Docker engine {engine} is too old: it speaks API {high}, and at least {oldest} (Docker 20.10) is needed. Update Docker.");
        }

        if (Version.TryParse(lowest, out var low) && low > newest)
        {
            throw new ContainerEngineException(
                200,
                $"The Docker engine {engine} is too new: it speaks API {low} and above, and this PipelineDeploy up to {newest}. Update PipelineDeploy.");
        }

        var chosen = high < newest ? high : newest;
        return string.Create(CultureInfo.InvariantCulture, $"{chosen.Major}.{chosen.Minor}");
    }
}
