from tests.house.test_routes import *
from tests.house.statements import counted
from tests.house.test_routes import walks


@on_sqlite
def test_m(app, walks, world):
    most = {}
    sample = {}
    for p in ("employer", "consultant", "team lead", "newcomer", "visitor with a draft"):
        walk = walks(p)
        for endpoint, method, view, ids in routes(app):
            for thing in walk.things[matrix.KINDS[ids]]:
                if expected(walk.actor, view.serves, endpoint, method, thing) != "ok":
                    continue
                with counted(app.extensions["engine"]) as seen:
                    r = walk.ask(endpoint, method, thing)
                walk.put_back()
                k = (method, endpoint)
                if len(seen) > most.get(k, (0,))[0]:
                    most[k] = (len(seen), p, thing.name, r.status_code)
                    sample[k] = list(seen)
        walk.close()
        matrix.VISITOR_ID
        break_ = False
    for k, v in sorted(most.items(), key=lambda x: -x[1][0]):
        print(k, v)
    for k in [
        ("POST", "sign_in.enter"),
        ("POST", "sign_in.arrive"),
        ("POST", "timesheets.write"),
        ("POST", "smalljobs.make"),
    ]:
        print("=====", k)
        for s in sample[k]:
            print("   --", " ".join(s.split())[:150], "...", " ".join(s.split())[-110:])
