using PipelineDeploy.Deploys.Apps;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>How much may be pushed at once.</summary>
/// <param name="MaxBytes">Largest pack.</param>
public sealed record PushLimits(long MaxBytes);

/// <summary>The repositories that people push to: a bare one for each app, made when it is first asked for.</summary>
public sealed class AppRepositories(DataFolder data, IAppStore apps, PushLimits limits) : IDisposable
{
    const string Suffix = ".git";

    readonly SemaphoreSlim _making = new(1);

    /// <summary>The repository of an app.</summary>
    /// <exception cref="Workflows.UserErrorException"><c>app.notFound</c>.</exception>
    public async Task<AppRepository> OpenAsync(string app, CancellationToken cancellationToken)
    {
        // The name of an app that is there is plain, so it is a safe name of a folder.
        var name = (await apps.RequireAsync(app, cancellationToken)).Name;
        var repository = new AppRepository(name, Path.Combine(data.Repositories, name + Suffix), limits);
        if (!repository.Exists)
        {
            await MakeAsync(repository, cancellationToken);
        }

        return repository;
    }

    /// <inheritdoc />
    public void Dispose() => _making.Dispose();

    async Task MakeAsync(AppRepository repository, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!repository.Exists)
            {
                Directory.CreateDirectory(data.Repositories, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                await repository.MakeAsync(cancellationToken);
            }
        }
        finally
        {
            _making.Release();
        }
    }
}
