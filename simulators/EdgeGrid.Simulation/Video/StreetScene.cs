using OpenCvSharp;

namespace EdgeGrid.Simulation.Video;

/// <summary>The empty street by day, that is what each surface reflects: a shop in a brick house, pavement, road, a lamp post. Light is added by <see cref="StreetLight"/>.</summary>
internal static class StreetScene
{
    /// <summary>8-bit BGR.</summary>
    public static Mat Draw(int width, int height, Random random)
    {
        var scene = new Mat(height, width, MatType.CV_8UC3, new Scalar(70, 52, 44));
        House(scene, random);
        Shop(scene, lit: false);
        Ground(scene, random);
        LampPost(scene);
        Grain(scene, random);
        return scene;
    }

    /// <summary>The window pane, share of the picture.</summary>
    public static Rect Window(Size size) => Part(size, 0.60, 0.30, 0.26, 0.28);

    /// <summary>Where the lamp hangs.</summary>
    public static Point Lamp(Size size) => new(size.Width * 0.30, size.Height * 0.13);

    public static Rect Part(Size size, double x, double y, double width, double height) =>
        new((int)(size.Width * x), (int)(size.Height * y), (int)(size.Width * width), (int)(size.Height * height));

    /// <summary>The shop's window; with its light on one sees shelves and goods.</summary>
    public static void Shop(Mat scene, bool lit)
    {
        var pane = Window(scene.Size());
        var frame = new Scalar(46, 58, 62);
        Cv2.Rectangle(scene, pane, lit ? new Scalar(140, 200, 225) : new Scalar(52, 46, 40), -1);
        for (var shelf = 1; lit && shelf < 4; shelf++)
        {
            var y = pane.Y + (pane.Height * shelf / 4);
            Cv2.Line(scene, new Point(pane.X, y), new Point(pane.Right, y), new Scalar(70, 100, 130), 2);
            for (var goods = 0; goods < 9; goods++)
            {
                var box = new Rect(pane.X + 4 + (goods * pane.Width / 9), y - (pane.Height / 6), pane.Width / 13, pane.Height / 6);
                Cv2.Rectangle(scene, box, new Scalar(60 + (goods * 53 % 150), 70 + (goods * 97 % 140), 80 + (goods * 31 % 160)), -1);
            }
        }

        Cv2.Rectangle(scene, pane, frame, Math.Max(2, scene.Width / 200));
        Cv2.Line(scene, new Point(pane.X + (pane.Width / 2), pane.Y), new Point(pane.X + (pane.Width / 2), pane.Bottom), frame, 3);
        var sign = new Rect(pane.X, pane.Y - (scene.Height / 11), pane.Width, scene.Height / 14);
        Cv2.Rectangle(scene, sign, new Scalar(60, 50, 120), -1);
        Cv2.PutText(scene, "MARKET 2", new Point(sign.X + (sign.Width / 5), sign.Bottom - (sign.Height / 4)), HersheyFonts.HersheySimplex, scene.Width / 900.0, new Scalar(200, 215, 225), 1, LineTypes.AntiAlias);
    }

    private static void House(Mat scene, Random random)
    {
        var wall = Part(scene.Size(), 0.06, 0, 0.94, 0.66);
        Cv2.Rectangle(scene, wall, new Scalar(88, 106, 142), -1);
        var brick = new Size(Math.Max(8, scene.Width / 40), Math.Max(4, scene.Height / 50));
        for (int row = 0, y = wall.Y; y < wall.Bottom; row++, y += brick.Height)
        {
            for (var x = wall.X - (row % 2 * brick.Width / 2); x < wall.Right; x += brick.Width)
            {
                var shade = random.Next(-22, 22);
                var left = Math.Max(x, wall.X);
                Cv2.Rectangle(scene, new Rect(left, y, x + brick.Width - 1 - left, brick.Height - 1), new Scalar(74 + shade, 92 + shade, 132 + shade), -1);
            }
        }

        foreach (var (x, y) in new[] { (0.13, 0.06), (0.42, 0.06), (0.63, 0.03), (0.83, 0.03) })
        {
            var window = Part(scene.Size(), x, y, 0.09, 0.15);
            Cv2.Rectangle(scene, window, new Scalar(60, 52, 46), -1);
            Cv2.Rectangle(scene, window, new Scalar(150, 160, 165), 2);
            Cv2.Line(scene, new Point(window.X + (window.Width / 2), window.Y), new Point(window.X + (window.Width / 2), window.Bottom), new Scalar(150, 160, 165), 1);
        }

        Cv2.Rectangle(scene, Part(scene.Size(), 0.44, 0.33, 0.09, 0.33), new Scalar(52, 66, 88), -1);
        Cv2.Rectangle(scene, Part(scene.Size(), 0.455, 0.36, 0.06, 0.12), new Scalar(70, 86, 112), 2);
    }

    private static void Ground(Mat scene, Random random)
    {
        var size = scene.Size();
        var pavement = Part(size, 0, 0.66, 1, 0.22);
        Cv2.Rectangle(scene, pavement, new Scalar(122, 126, 128), -1);
        for (var row = 0; row < 4; row++)
        {
            // Slabs grow towards the camera, and their joints lean away from the middle.
            var top = pavement.Y + (pavement.Height * row * (row + 3) / 28);
            var bottom = pavement.Y + (pavement.Height * (row + 1) * (row + 4) / 28);
            for (var column = -9; column < 9; column++)
            {
                var shade = random.Next(-10, 10);
                Point At(int c, int y) => new((size.Width / 2) + (c * size.Width / 14.0 * (0.75 + (0.6 * (y - pavement.Y) / pavement.Height))), y);
                Point[] slab = [At(column, top), At(column + 1, top), At(column + 1, bottom), At(column, bottom)];
                Cv2.FillConvexPoly(scene, slab, new Scalar(120 + shade, 124 + shade, 126 + shade));
                Cv2.Polylines(scene, [slab], true, new Scalar(92, 95, 97));
            }
        }

        var road = Part(size, 0, 0.88, 1, 0.13);
        Cv2.Rectangle(scene, road, new Scalar(72, 70, 68), -1);
        Cv2.Rectangle(scene, Part(size, 0, 0.87, 1, 0.018), new Scalar(150, 152, 152), -1);
        for (var stripe = 0; stripe < 5; stripe++)
        {
            Cv2.Rectangle(scene, Part(size, 0.03 + (stripe * 0.21), 0.955, 0.11, 0.014), new Scalar(170, 172, 172), -1);
        }
    }

    private static void LampPost(Mat scene)
    {
        var lamp = Lamp(scene.Size());
        var foot = new Point(lamp.X - (scene.Width / 14), scene.Height * 0.80);
        var iron = new Scalar(54, 58, 56);
        var thick = Math.Max(3, scene.Width / 110);
        Cv2.Line(scene, foot, new Point(foot.X, lamp.Y - 6), iron, thick, LineTypes.AntiAlias);
        Cv2.Line(scene, new Point(foot.X, lamp.Y - 6), lamp, iron, thick - 1, LineTypes.AntiAlias);
        Cv2.Ellipse(scene, lamp, new Size(scene.Width / 45, scene.Height / 70), 0, 0, 360, new Scalar(80, 84, 84), -1, LineTypes.AntiAlias);
    }

    /// <summary>Asphalt, plaster and dirt: no surface is even.</summary>
    private static void Grain(Mat scene, Random random)
    {
        using var coarse = Noise(new Size(scene.Width / 6, scene.Height / 6), 9, random);
        using var fine = Noise(scene.Size(), 5, random);
        using var grown = new Mat();
        Cv2.Resize(coarse, grown, scene.Size(), interpolation: InterpolationFlags.Cubic);
        Cv2.Add(scene, grown, scene, dtype: MatType.CV_8UC3.Value);
        Cv2.Add(scene, fine, scene, dtype: MatType.CV_8UC3.Value);
    }

    /// <summary>The same grey noise in all three channels, 16-bit signed.</summary>
    public static Mat Noise(Size size, double deviation, Random random)
    {
        var values = new short[size.Width * size.Height * 3];
        for (var i = 0; i < values.Length; i += 3)
        {
            var bell = random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2;
            values[i] = values[i + 1] = values[i + 2] = (short)Math.Round(bell * deviation * 1.732);
        }

        using var view = Mat.FromPixelData(size.Height, size.Width, MatType.CV_16SC3, values);
        return view.Clone();
    }
}
