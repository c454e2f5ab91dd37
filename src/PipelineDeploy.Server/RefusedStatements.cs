using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace PipelineDeploy.Server;

/// <summary>
/// Gives the connections to the database up when it has refused a request's statement: Npgsql 10.0 takes one that was refused in the moment in
/// which it was to be prepared for one without rows, and whoever gets that connection next would fail.
/// </summary>
sealed class RefusedStatements(NpgsqlDataSource database) : IExceptionHandler
{
    /// <inheritdoc />
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is PostgresException)
        {
            database.Clear();
        }

        return ValueTask.FromResult(false);
    }
}
