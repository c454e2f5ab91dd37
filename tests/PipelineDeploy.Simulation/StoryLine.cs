using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PipelineDeploy.Simulation;

/// <summary>A line of a story; it is not even put together when nobody listens.</summary>
[InterpolatedStringHandler]
readonly struct StoryLine
{
    readonly StringBuilder? _text;

    public StoryLine(int literalLength, int formattedCount, SimulatedWorld world, out bool isTold)
    {
        isTold = world.IsTold;
        _text = isTold ? new StringBuilder(literalLength + (16 * formattedCount)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => $"{_text}";
}
