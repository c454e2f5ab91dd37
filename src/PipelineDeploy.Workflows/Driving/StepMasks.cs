using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Logs;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>Makes the mask of one execution of a step: of the secrets among the inputs of run and step, and of those that are known besides.</summary>
sealed class StepMasks(IRunSecrets? others)
{
    /// <summary>The mask.</summary>
    public async Task<SecretMask> OfAsync(RunProgress progress, string step, CancellationToken cancellationToken)
    {
        List<string> secrets = [.. SecretInputs.In(progress.Run.Inputs), .. Inputs(progress, step)];
        if (others is not null)
        {
            secrets.AddRange(await others.ReadAsync(progress.Run, progress.History.Continues?.Origin ?? progress.Run.Id, cancellationToken));
        }

        return secrets.Count > 0 ? new SecretMask(secrets) : SecretMask.None;
    }

    static IEnumerable<string> Inputs(RunProgress progress, string step)
    {
        try
        {
            return [.. SecretInputs.In(InputExpressions.Resolve(progress.Run.Definition.Step(step).With, RunScope.Of(progress.Run, progress.History)))];
        }
        catch (UserErrorException)
        {
            // The step fails with this error by itself; such inputs it never gets.
            return [];
        }
    }
}
