using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>How a compose file that cannot be used is told: with its name and the line.</summary>
static class ComposeError
{
    internal static UserErrorException At(string file, int line, string what, string hint) => SourceError.Because("badCompose", $"{file} line {line}: {what}", hint);

    /// <summary>For what a container may not have, whoever asks for it.</summary>
    internal static UserErrorException Refused(string file, int line, string what) => SourceError.Because(
        "composeRefused", $"{file} line {line}: {what} is not given to containers here: it would let the app reach the host or other apps", "Take it out of the service that is deployed.");
}
