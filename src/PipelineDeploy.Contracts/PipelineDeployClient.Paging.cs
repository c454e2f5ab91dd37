namespace PipelineDeploy.Contracts;

public sealed partial class PipelineDeployClient
{
    const int LargestPage = 500;

    static string PageOf(string list, int limit, string? after) => $"{list}?limit={limit}{(after is null ? "" : $"&after={Part(after)}")}";

    static async Task<IReadOnlyList<T>> AllAsync<T, TCursor>(Func<TCursor?, Task<(IReadOnlyList<T> Items, TCursor? Next)>> pageAsync)
    {
        List<T> all = [];
        for (TCursor? after = default; ;)
        {
            var (items, next) = await pageAsync(after);
            all.AddRange(items);
            if (next is null)
            {
                return all;
            }

            after = next;
        }
    }
}
